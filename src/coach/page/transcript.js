// The words, section by section: the spoken one is marked, a click plays from it.

class Transcript {
  constructor(take, player, suffix) {
    this.take = take;
    this.player = player;
    this.words = take.report.words;
    this.spans = [];
    this.spokenAt = -1;
    this.cursor = -1;
    this.anchor = -1;
    this.body = make('div', {
      class: 'words', tabindex: '0', role: 'group',
      'aria-label': 'Words. The arrow keys choose one, with Shift a stretch; Enter plays from it.',
      onkeydown: event => this.keyed(event),
      onclick: event => this.clicked(event),
      onfocus: () => this.point(this.cursor < 0 ? Math.max(0, this.spokenAt) : this.cursor),
      onblur: () => this.spans[this.cursor]?.classList.remove('cursor'),
    }, take.report.spans.map(span => this.section(span)));
    this.element = make('section', { class: 'transcript', 'aria-label': `What was said${suffix}` }, make('h3', {}, 'What was said'), this.words.length ? this.body : make('p', {}, 'No word was recognised.'));
    player.whenMoved(now => this.moved(now));
  }

  section(span) {
    const title = titleOf(this.take.report, span);
    const words = this.words.map((word, at) => ({ word, at })).filter(({ word }) => span.start <= word.start && (word.start < span.end));
    const paragraph = make('p', {});
    for (const { word, at } of words) {
      const element = make('span', { class: 'word' }, word.text);
      element.dataset.at = at;
      this.spans[at] = element;
      paragraph.append(element, ' ');
    }
    const label = `${this.player.audio ? 'Play' : 'Go to'} “${title}” from ${clock(span.start)}`;
    return make('div', { class: `part ${partOf(span.role)}` },
      make('h4', {}, make('button', { type: 'button', class: 'jump', 'aria-label': label, onclick: event => {
        event.stopPropagation();
        this.player.from(span.start);
      } }, clock(span.start)), theirs(title)),
      paragraph);
  }

  at(seconds) {
    let low = 0;
    let high = this.words.length - 1;
    let found = -1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (this.words[middle].start <= seconds + 0.02) {
        found = middle;
        low = middle + 1;
      } else high = middle - 1;
    }
    return found;
  }

  // The word that is being said at this moment, or was said last; before the first, that.
  nearest(now) {
    return this.words[Math.max(0, this.at(now))];
  }

  moved(now) {
    const at = this.at(now);
    if (at === this.spokenAt) return;
    this.spans[this.spokenAt]?.classList.remove('spoken');
    this.spans[at]?.classList.add('spoken');
    this.spokenAt = at;
    if (this.player.playing) this.reveal(this.spans[at]);
  }

  // Keeps the spoken word in sight, inside the words alone: the page itself stays where it is.
  reveal(word) {
    const body = this.body;
    if (!word || body.scrollHeight <= body.clientHeight) return;
    const top = word.offsetTop;
    if (top < body.scrollTop || top > body.scrollTop + body.clientHeight - 60) body.scrollTop = top - body.clientHeight / 3;
  }

  clicked(event) {
    const at = Number(event.target.dataset?.at ?? NaN);
    if (Number.isNaN(at) || !getSelection().isCollapsed) return;
    this.choose(at);
    this.player.from(this.words[at].start);
  }

  // The word that the keys are on.
  point(at) {
    this.spans[this.cursor]?.classList.remove('cursor');
    this.cursor = Math.min(Math.max(0, at), this.words.length - 1);
    const word = this.spans[this.cursor];
    word?.classList.add('cursor');
    this.reveal(word);
  }

  choose(at) {
    this.anchor = -1;
    this.point(at);
    this.paint();
  }

  paint() {
    const [first, last] = [Math.min(this.anchor, this.cursor), Math.max(this.anchor, this.cursor)];
    this.spans.forEach((word, at) => word.classList.toggle('chosen', this.anchor >= 0 && first <= at && at <= last));
  }

  keyed(event) {
    if (event.target !== this.body || event.ctrlKey || event.altKey || event.metaKey) return;
    const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 10, ArrowUp: -10, Home: -Infinity, End: Infinity };
    const step = steps[event.key];
    if (event.key === 'Enter') this.player.from(this.words[this.cursor].start);
    else if (step === undefined) return;
    else {
      if (event.shiftKey && this.anchor < 0) this.anchor = this.cursor;
      if (!event.shiftKey) this.anchor = -1;
      this.point(this.cursor + step);
      this.paint();
      const { text, start } = this.words[this.cursor];
      announce(`${text}, ${spoken(start)}`);
    }
    event.preventDefault();
    event.stopPropagation();
  }

  // Underlines the words that comments are about.
  note(comments) {
    const about = word => comments.some(({ start, end }) => end === null ? word.start <= start && start < word.end + 0.3 : word.start < end && start < word.end);
    this.spans.forEach((element, at) => element.classList.toggle('noted', about(this.words[at])));
  }

  // The stretch that was chosen by keys or by dragging, if one was.
  stretch() {
    if (this.anchor >= 0 && this.anchor !== this.cursor) return this.between(this.anchor, this.cursor);
    const selection = getSelection();
    if (selection.isCollapsed || !this.body.contains(selection.anchorNode) || !this.body.contains(selection.focusNode)) return null;
    const wordOf = node => Number((node.nodeType === Node.TEXT_NODE ? node.parentElement : node).dataset?.at ?? NaN);
    const [one, other] = [wordOf(selection.anchorNode), wordOf(selection.focusNode)];
    return Number.isNaN(one) || Number.isNaN(other) ? null : this.between(one, other);
  }

  between(one, other) {
    const [first, last] = [this.words[Math.min(one, other)], this.words[Math.max(one, other)]];
    return { start: first.start, end: last.end };
  }

  release() {
    this.anchor = -1;
    this.paint();
    getSelection().removeAllRanges();
  }
}
