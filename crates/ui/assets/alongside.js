// Everything works without this file; it makes some things quicker and says aloud what changed.

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const parse = html => new DOMParser().parseFromString(html, 'text/html');

// Emptied first, so that the same words are read out again.
const say = words => {
  const region = $('[data-announce]');
  if (!region) return;
  region.textContent = '';
  setTimeout(() => { region.textContent = words; }, 60);
};

const post = (url, form, options = {}) => fetch(url, {
  method: 'POST', body: new URLSearchParams(new FormData(form)), redirect: 'manual', ...options,
});

// Errors take the focus; each link brings its question into view and the reader into the field.
const problem = $('.masthead [data-problem]');
if (problem) {
  problem.focus();
  problem.addEventListener('click', event => {
    const field = document.getElementById(event.target.closest('a')?.hash.slice(1) ?? '');
    if (!field) return;
    event.preventDefault();
    (field.closest('.field') ?? field).scrollIntoView();
    field.focus({ preventScroll: true });
  });
} else {
  const notice = $('[data-notice]');
  if (notice) say(notice.textContent);
}

// Sorting swaps the table and leaves the focus where it was.
document.addEventListener('click', async event => {
  const link = event.target.closest?.('table[data-sortable] th a');
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const table = link.closest('table');
  const n = $$('table[data-sortable]').indexOf(table);
  const column = link.closest('th').cellIndex;
  try {
    const answer = await fetch(link.href);
    const next = $$('table[data-sortable]', parse(await answer.text()))[n];
    table.replaceWith(next);
    history.replaceState(null, '', link.href);
    const heading = next.tHead.rows[0].cells[column];
    $('a', heading).focus();
    say(`Sorted by ${$('a', heading).firstChild.textContent.trim()}, ${heading.ariaSort ?? heading.getAttribute('aria-sort')}`);
  } catch { location.href = link.href; }
});

// Drafts live on the server. A failed save is tried again until it succeeds or there is something newer.
for (const form of $$('form[data-autosave]')) {
  const line = $('[data-saved]', form);
  const typed = () => new URLSearchParams(new FormData(form)).toString();
  let saved = typed(), timer;
  const tell = words => { if (line && line.textContent !== words) line.textContent = words; };
  const later = wait => { clearTimeout(timer); timer = setTimeout(save, wait); };
  const save = async () => {
    const now = typed();
    if (now === saved) return;
    try {
      const answer = await post(form.dataset.autosave, form);
      if (!answer.ok) {
        const broken = answer.status >= 500;
        tell(broken ? 'Draft not saved yet; trying again.' : 'Draft not saved. Use the button to save.');
        if (broken) later(10_000);
        return;
      }
      saved = now;
      stay();
      tell(`Draft saved at ${new Date().toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}`);
    } catch {
      tell('No connection. Your words are still on this page; trying again.');
      later(5_000);
    }
  };
  form.addEventListener('input', () => later(800));
  // What is sent is no draft any more: one that came after it would be offered as if it had not been saved.
  form.addEventListener('submit', () => { clearTimeout(timer); saved = typed(); });
  addEventListener('online', () => later(0));
  addEventListener('pagehide', () => {
    if (typed() !== saved) navigator.sendBeacon(form.dataset.autosave, new URLSearchParams(new FormData(form)));
  });
}

// A question that is asked only if another is answered so comes and goes; what is hidden is not sent.
for (const form of $$('form')) {
  const boxes = $$('[data-when]', form);
  const look = () => boxes.forEach(box => {
    const [name, codes] = box.dataset.when.split('=');
    const data = new FormData(form);
    box.hidden = !codes.split('|').some(code => data.get(name) === code || data.has(`${name}__${code}`));
    box.removeAttribute('data-unmet');
    $$('input,select,textarea', box).forEach(control => { control.disabled = box.hidden; });
  });
  // Not every way of choosing from a list says “input”.
  if (boxes.length) { form.addEventListener('input', look); form.addEventListener('change', look); look(); }
}

// Suggestions: from three letters in the fields that tell who is meant, after a pause; a late answer is thrown away.
for (const form of $$('form[data-suggest]')) {
  const box = document.getElementById(form.dataset.into);
  const typed = () => form.dataset.by.split(' ').map(name => form.elements[name].value.trim()).join(' ').trim();
  let timer, abort, asked = typed();
  const ask = async () => {
    const words = typed();
    if (words === asked) return;
    asked = words;
    abort?.abort();
    if (words.length < 3) { box.replaceChildren(); return; }
    abort = new AbortController();
    try {
      const answer = await post(form.dataset.suggest, form, { signal: abort.signal, headers: { 'X-Fragment': '1' } });
      if (!answer.ok) return;
      const { body } = parse(await answer.text());
      const chosen = $('input:checked', box)?.value;
      box.replaceChildren(...body.childNodes);
      $$('input', box).forEach(one => { one.checked ||= one.value === chosen; });
      say($('[data-count]', box)?.textContent ?? '');
    } catch { /* aborted or offline: the button still searches */ }
  };
  form.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(ask, 300); });
  form.addEventListener('submit', () => { clearTimeout(timer); abort?.abort(); });
}

// A long job looks again every two seconds; the focus is kept when it was inside.
const poll = region => setTimeout(async () => {
  try {
    const answer = await fetch(region.dataset.poll, { headers: { 'X-Fragment': '1' } });
    const next = answer.ok && parse(await answer.text()).body.firstElementChild;
    if (!next) return poll(region);
    const focused = region.contains(document.activeElement);
    region.replaceWith(next);
    if (focused) $('a,button,[tabindex]', next)?.focus();
    if (next.dataset.poll) poll(next);
    else say($('[data-words]', next)?.textContent ?? next.textContent);
  } catch { poll(region); }
}, 2000);
$$('[data-poll]').forEach(poll);

// Five minutes before the session ends: one button extends it. Minutes are counted by the clock on the wall,
// because a sleeping laptop stops timers. After the end the dialog hides the page and leads to signing in.
const dialog = $('dialog[data-idle]');
let ends = 0;
const stay = () => { if (dialog) { ends = Date.now() + dialog.dataset.idle * 1000; dialog.close(); } };
if (dialog) {
  stay();
  setInterval(() => {
    const minutes = Math.ceil((ends - Date.now()) / 60_000);
    if (minutes > 5) return;
    if (minutes > 0) $('[data-left]', dialog).textContent = minutes === 1 ? '1 minute' : `${minutes} minutes`;
    else if (!dialog.classList.contains('ended')) {
      dialog.classList.add('ended');
      $('h2', dialog).textContent = 'You have been signed out';
      $('button', dialog).textContent = 'Sign in again';
    }
    if (!dialog.open) dialog.showModal();
  }, 5_000);
  $('form', dialog).addEventListener('submit', async event => {
    event.preventDefault();
    if (dialog.classList.contains('ended')) { location.href = '/'; return; }
    try {
      const answer = await post(event.target.action, event.target);
      if (answer.ok) { stay(); say('You are still signed in'); } else location.href = '/';
    } catch { say('No connection. Try again.'); }
  });
}

// "/" goes to the search, unless somebody is typing.
document.addEventListener('keydown', event => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest('input,textarea,select,[contenteditable]')) return;
  const search = $('[data-slash]');
  if (search) { event.preventDefault(); search.focus(); }
});

// Paper cannot be clicked: what is folded opens for printing and folds again after.
let opened = [];
addEventListener('beforeprint', () => {
  opened = $$('details:not([open])');
  opened.forEach(one => { one.open = true; });
});
addEventListener('afterprint', () => opened.forEach(one => { one.open = false; }));

// "Exit this page" leaves nothing to go back to.
$('[data-exit]')?.addEventListener('click', event => { event.preventDefault(); location.replace(event.target.href); });
