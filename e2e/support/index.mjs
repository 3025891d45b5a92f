// What a journey needs, in one place.
export { journey, openPage, closeBrowser } from './journey.mjs';
export { assertAccessible, assertNoSidewaysScrolling, inspect, screenshot } from './inspect.mjs';
export { Keyboard } from './keyboard.mjs';
export { DESK, PHONE } from './widths.mjs';
