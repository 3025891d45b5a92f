// Starts the components' scripts. Every page also works without them.
// `cargo xtask assets` puts the hashed file names in place of the two module names.
import { initAll as startGovuk, Radios } from 'govuk'
import { initAll as startMoj } from 'moj'

// GOV.UK's own snippet is an inline script, which our content security policy forbids.
document.body.classList.add('js-enabled', 'govuk-frontend-supported')

// GOV.UK marks a radio button that reveals a question as expanded, which ARIA does not allow on radio buttons.
const reveal = Radios.prototype.syncConditionalRevealWithInputState
Radios.prototype.syncConditionalRevealWithInputState = function (button) {
  reveal.call(this, button)
  button.removeAttribute('aria-expanded')
}

startGovuk()
startMoj()

for (const button of document.querySelectorAll('[data-kith-print]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}
