// Progressive enhancement only: every page works without this file.
import { initAll } from './govuk-frontend.min.js'

initAll()

// MOJ components only where a page has one: most pages never fetch the file.
if (document.querySelector('[data-module^="moj-"]')) {
  import('./moj-frontend.min.js').then((moj) => moj.initAll())
}

// A choice opens what stands under it. (GOV.UK's own script marks radios aria-expanded, which radios may not carry.)
const openers = document.querySelectorAll('[data-baton-opens]')
const showOpened = () => {
  for (const input of openers) {
    const panel = document.getElementById(input.dataset.batonOpens)
    const hidden = input.type === 'radio' ? 'govuk-radios__conditional--hidden' : 'govuk-checkboxes__conditional--hidden'
    if (panel) panel.classList.toggle(hidden, !input.checked)
  }
}
if (openers.length) {
  document.addEventListener('change', showOpened)
  window.addEventListener('pageshow', showOpened)
  showOpened()
}

// What receives focus must never hide under the child's sticky header: tell the page how tall it is.
const child = document.querySelector('.baton-child')
const keepClear = () => {
  const sticky = child && getComputedStyle(child).position === 'sticky'
  document.documentElement.style.setProperty('--baton-sticky', sticky ? `${child.offsetHeight + 8}px` : '0px')
}
keepClear()
if (child && 'ResizeObserver' in window) new ResizeObserver(keepClear).observe(child)

// A list with ticks says how many are chosen, as they are chosen.
for (const form of document.querySelectorAll('form[data-baton-ticks]')) {
  const said = form.querySelector('[data-baton-ticks-count]')
  const say = () => {
    const n = form.querySelectorAll('.baton-tick input:checked').length
    if (said) said.textContent = n === 0 ? 'Nobody chosen yet' : n === 1 ? '1 child chosen' : `${n} children chosen`
  }
  form.addEventListener('change', say)
  say()
}

// The form of an act: a question that waits on another answer hides until then, and what is missing is kept up
// to date while the form is filled in. Without this file the same is behind 'See what is missing'.
const act = document.querySelector('form[data-baton-act]')
if (act) {
  const hide = () => {
    const sent = new FormData(act)
    for (const part of act.querySelectorAll('[data-baton-with]')) {
      part.hidden = !part.dataset.batonFor.split('|').some((value) => sent.getAll(part.dataset.batonWith).includes(value))
    }
  }
  let waiting
  const look = async () => {
    const sent = new FormData(act)
    sent.set('check', 'yes')
    const answer = await fetch(act.action, { method: 'POST', body: new URLSearchParams(sent), headers: { 'X-Requested-With': 'fetch' } })
    if (!answer.ok) return
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
    for (const part of act.querySelectorAll('[data-baton-part]')) {
      const other = fresh.querySelector(`[data-baton-part="${part.dataset.batonPart}"]`)
      const names = (of) => [...of.querySelectorAll('textarea')].map((box) => box.name).join()
      const keeps = part.dataset.batonPart === 'because' && (names(part) === names(other) || part.contains(document.activeElement))
      if (other && !keeps) part.innerHTML = other.innerHTML
    }
  }
  act.addEventListener('change', () => {
    hide()
    clearTimeout(waiting)
    waiting = setTimeout(() => look().catch(() => {}), 250)
  })
  window.addEventListener('pageshow', hide)
  hide()
}

// A link to a clause opens it; without this file its words are in the row that the link leads to.
const openTarget = () => {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)))
  const inside = target && target.querySelector(':scope > details')
  if (!inside) return
  inside.open = true
  target.scrollIntoView()
}
window.addEventListener('hashchange', openTarget)
openTarget()

// On a phone a filter that chooses nothing is closed, so that the list comes first.
if (window.matchMedia('(max-width: 40em)').matches) {
  for (const filter of document.querySelectorAll('details.baton-filter')) {
    if (!filter.querySelector('.baton-chosen, .govuk-error-message, input:checked')) filter.open = false
  }
}
