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

// Two minutes before the session ends a dialog says so; the plain sentence in the footer says it to everybody else. Another
// tab that opens a page keeps the session alive, and tells this one.
const session = document.querySelector('[data-kith-session]')
const idle = document.getElementById('kith-idle')
if (session && idle) {
  const WARN_SECONDS = 120
  const find = (name) => idle.querySelector(`[data-kith-idle-${name}]`)
  const [soon, over, stay, close] = ['soon', 'over', 'stay', 'close'].map(find)
  const tabs = 'BroadcastChannel' in window ? new BroadcastChannel('kith-session') : null
  let timers = []

  const show = (ended) => {
    soon.hidden = stay.hidden = ended
    over.hidden = close.hidden = !ended
    document.getElementById('kith-idle-title').textContent = ended ? 'You have been signed out' : 'You will soon be signed out'
    if (!idle.open) idle.showModal()
    document.getElementById('kith-idle-title').focus()
  }
  const wait = (seconds) => {
    timers.forEach(clearTimeout)
    timers = [
      setTimeout(() => show(false), Math.max(0, seconds - WARN_SECONDS) * 1000),
      setTimeout(() => show(true), seconds * 1000)
    ]
  }
  const alive = (seconds) => {
    idle.close()
    wait(seconds)
  }
  stay.addEventListener('click', async () => {
    const answer = await fetch('/sign-in/still', { redirect: 'manual' }).catch(() => null)
    if (!answer?.ok) return show(true)
    const { seconds } = await answer.json()
    alive(seconds)
    tabs?.postMessage(seconds)
  })
  close.addEventListener('click', () => idle.close())
  tabs?.addEventListener('message', (event) => alive(event.data))
  const seconds = Number(session.dataset.kithSession)
  tabs?.postMessage(seconds)
  wait(seconds)
}

// Passkeys. The form is sent like any other once the browser has filled its hidden field in.
const hasName = !/^[\d.]+$|:/.test(window.location.hostname)
const canUsePasskeys = hasName && window.PublicKeyCredential?.parseRequestOptionsFromJSON && window.PublicKeyCredential.parseCreationOptionsFromJSON
for (const form of document.querySelectorAll('[data-kith-passkey]')) {
  const creates = form.dataset.kithPasskey === 'create'
  const problem = form.querySelector('[data-kith-passkey-problem]')
  if (!canUsePasskeys) continue
  form.hidden = false
  form.addEventListener('submit', async (event) => {
    if (form.elements.credential.value) return
    event.preventDefault()
    problem.hidden = true
    try {
      const asked = await fetch(form.dataset.kithOptions, {
        method: 'POST',
        redirect: 'error',
        body: new URLSearchParams({ csrf: form.elements.csrf.value })
      })
      if (!asked.ok) throw new Error(`the server answered ${asked.status}`)
      const { publicKey } = await asked.json()
      const credential = creates
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) })
      form.elements.credential.value = JSON.stringify(credential.toJSON())
      form.submit()
    } catch {
      problem.hidden = false
    }
  })
}

// A page of an entry is saved while somebody types: a second after they stop, and never later than three after they began.
// What cannot be sent is tried again until it is; the page keeps it meanwhile, and the buttons work as ever.
for (const form of document.querySelectorAll('[data-kith-autosave]')) {
  const PAUSE = 1000
  const LONGEST = 3000
  const AGAIN = 3000
  const said = form.querySelector('[data-kith-saved]')
  let waiting = null
  let since = null
  let sending = false
  let stopped = false

  const say = (words, beside) => {
    said.textContent = words
    if (!beside) return
    const link = document.createElement('a')
    link.className = 'govuk-link'
    link.href = beside.href
    link.textContent = beside.link
    said.append(' ', beside.words, ' ', link)
  }
  const later = (milliseconds) => {
    clearTimeout(waiting)
    waiting = setTimeout(send, milliseconds)
  }
  const send = async () => {
    if (sending || stopped || since === null) return
    // Files wait for their button.
    const typed = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === 'string'))
    typed.set('action', 'autosave')
    const begun = since
    sending = true
    since = null
    // A page that is being left sends what it has all the same, as long as that is short: browsers refuse to keep more.
    const keepalive = document.visibilityState === 'hidden' && typed.toString().length < 60_000
    const answer = await fetch(form.getAttribute('action'), { method: 'POST', body: typed, redirect: 'manual', keepalive }).catch(() => null)
    sending = false
    if (stopped) return
    if (answer?.ok) {
      const { marks, saved, beside } = await answer.json()
      for (const [name, mark] of Object.entries(marks)) {
        const field = form.elements.namedItem(name)
        if (field) field.value = mark
      }
      say(saved, beside)
      if (since !== null) later(PAUSE)
      return
    }
    since = Math.min(begun, since ?? begun)
    if (answer && answer.status < 500) return say('Not saved yet. What you typed is still on this page: press Save.')
    say('Not saved yet: Kith does not answer. Trying again. Leave this page open.')
    later(AGAIN)
  }
  say('What you type is saved as you type.')
  form.addEventListener('input', (event) => {
    if (event.target.type === 'file') return
    // What was saved is said of the words before these.
    if (since === null) say('')
    since ??= Date.now()
    if (!sending) later(Math.max(0, Math.min(PAUSE, since + LONGEST - Date.now())))
  })
  form.addEventListener('submit', () => {
    stopped = true
    clearTimeout(waiting)
  })
  // Coming back with the browser's own buttons shows the form as it was sent.
  window.addEventListener('pageshow', () => { stopped = false })
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') send() })
}
