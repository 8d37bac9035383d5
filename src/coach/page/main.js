// The page: what it was told, its takes, and the keys.

// As it came: what is saved is this, with the comments of now.
const pristine = document.documentElement.cloneNode(true);
const told = JSON.parse(document.getElementById('ownup-told').textContent);
const documents = JSON.parse(document.getElementById('ownup-comments').textContent);

const page = document.getElementById('page');
const takes = told.takes.map((take, at) => new Take(take, at, documents[at], () => saving.changed()));
const saving = told.seat === 'here' ? new Here(takes) : new Away(takes);
Take.current = takes[0];

const shortcuts = make('input', { type: 'checkbox', checked: true });
const keys = [
  ['Space', 'play, pause'],
  ['c', 'comment at this moment, or on the chosen words'],
  ['← →', 'five seconds back, on'],
  ['in the words: ← → ↑ ↓', 'choose a word; with Shift a stretch'],
  ['in the words: Enter', 'play from the chosen word'],
  ...told.seat === 'here' ? [['m', 'move the chosen words, or this sentence, to another section']] : [],
];
const help = make('details', { class: 'help' }, make('summary', {}, 'Keys'),
  make('dl', {}, keys.flatMap(([key, what]) => [make('dt', {}, key), make('dd', {}, what)])),
  make('label', {}, shortcuts, ' Keys work everywhere on this page'));

document.body.classList.toggle('beside', takes.length > 1);
page.append(
  make('header', { class: 'top' }, make('div', {}, make('h1', {}, theirs(told.takes[0].report.story.title)), make('p', { class: 'hint' }, 'A failure story, told aloud. Listen, and say what you notice.')), saving.element),
  make('div', { class: 'takes' }, takes.map(take => take.element)),
  help);

const GLOBAL = {
  ' ': take => take.player.toggle(),
  c: take => take.remarks.write(),
  m: take => take.placing?.open(),
  ArrowLeft: take => take.player.seek(take.player.now - 5),
  ArrowRight: take => take.player.seek(take.player.now + 5),
};

addEventListener('keydown', event => {
  const action = GLOBAL[event.key];
  const typing = event.target.closest?.('input, textarea, select, form');
  const pressing = event.key === ' ' && event.target.closest?.('button, summary');
  if (!action || typing || pressing || !shortcuts.checked || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  action(Take.current);
});

takes[0].placing?.resume();
