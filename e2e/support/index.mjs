// What a journey needs, in one place.
export { journey, openPage, closeBrowser } from './journey.mjs';
export { assertAccessible, assertNoSidewaysScrolling, inspect, screenshot } from './inspect.mjs';
export { Keyboard } from './keyboard.mjs';
export { Mouse } from './mouse.mjs';
export { answer, answerPage, isPage, problemsOf } from './answers.mjs';
export { NOW, TODAY } from './day.mjs';
export { DESK, PHONE } from './widths.mjs';
export { chooseMatch, fillForm, match, openMatching, recordAtDesk, referenceOf, referral, screen } from './desk.mjs';
export { healthVisitorRings, SCREENED } from './calls.mjs';
export { beginEntry, decideFor, fillEntry, finishEntry, inEarlyHelp } from './casework.mjs';
export { command } from './server.mjs';
