// Comments: listed by their second, written at a second or on a stretch.

const NAME = 'ownup-name';
const remembered = key => {
  try { return localStorage.getItem(key); } catch { return null; }
};
const remember = (key, value) => {
  try { localStorage.setItem(key, value); } catch { /* A page from a mail may keep nothing. */ }
};

class Remarks {
  constructor(document_, player, transcript, changed, suffix) {
    this.take = document_.take;
    this.comments = document_.comments;
    this.player = player;
    this.transcript = transcript;
    this.changed = changed;
    this.undone = new Set();
    this.list = make('ol', { class: 'comments' });
    this.empty = make('p', { class: 'hint' }, 'No comment yet. Listen, and press c, or the button, where you want to say something; the sound waits while you write.');
    this.add = make('button', { type: 'button', class: 'primary', onclick: () => this.write() }, 'Comment here');
    this.place = make('div', {});
    this.element = make('section', { class: 'remarks', 'aria-label': `Comments${suffix}` }, make('h3', {}, 'Comments'), player.audio ? null : this.add, this.place, this.empty, this.list);
    this.show();
  }

  get document() {
    return { schema: told.comments_schema, take: this.take, comments: this.comments };
  }

  get standing() {
    return inOrder(this.comments).filter(stands);
  }

  // Replaces the comments by what is known elsewhere.
  adopt(comments) {
    this.comments = comments;
    this.show();
  }

  show() {
    const kept = inOrder(this.comments).filter(comment => stands(comment) || this.undone.has(comment.id));
    this.list.replaceChildren(...kept.map(comment => this.item(comment)));
    this.empty.hidden = kept.length > 0;
  }

  item(comment) {
    const when = comment.end === null ? clock(comment.start) : `${clock(comment.start)}–${clock(comment.end)}`;
    const by = comment.author.trim() || 'coach';
    if (!stands(comment)) {
      return make('li', { class: 'gone' }, `Removed at ${when}. `, make('button', { type: 'button', onclick: () => this.restore(comment) }, 'Undo'));
    }
    const item = make('li', { id: `comment-${comment.id}`, tabindex: '-1' },
      make('p', { class: 'by' },
        make('button', { type: 'button', class: 'jump', 'aria-label': `${this.player.audio ? 'Play' : 'Go to'} ${when}`, onclick: () => this.player.from(comment.start, comment.end) }, when),
        theirs(by, { class: 'author' }),
        make('span', { class: 'actions' },
          make('button', { type: 'button', 'aria-label': `Edit comment at ${when}`, onclick: () => this.write(comment) }, 'Edit'),
          make('button', { type: 'button', 'aria-label': `Delete comment at ${when}`, onclick: () => this.remove(comment) }, 'Delete'))),
      make('p', { class: 'text', dir: 'auto' }, comment.text));
    return item;
  }

  // Opens the form: for a new comment at this moment or on the chosen stretch, or for an edit.
  write(comment = null) {
    if (this.form) {
      this.form.elements.text.focus();
      return;
    }
    const wasPlaying = this.player.playing;
    const stretch = comment ?? this.transcript.stretch() ?? { start: this.player.now, end: null };
    this.player.pause();
    const before = document.activeElement;
    this.form = this.makeForm(comment, stretch);
    this.close = () => {
      this.form = null;
      this.place.replaceChildren();
      this.add.disabled = false;
      this.transcript.release();
      // From a comment one goes back to listening: there the space bar plays.
      const elsewhere = before?.isConnected && before !== document.body && before !== this.add;
      (elsewhere ? before : this.rest ?? this.add).focus();
      if (wasPlaying) this.player.play();
    };
    this.add.disabled = true;
    this.place.replaceChildren(this.form);
    this.form.elements.text.focus();
  }

  makeForm(comment, stretch) {
    const field = (label, name, value, attributes) => make('label', { class: name }, make('span', {}, label), make('input', { name, value, autocomplete: 'off', ...attributes }));
    const wrong = make('p', { class: 'wrong', role: 'alert' });
    const form = make('form', {
      class: 'form', novalidate: true, 'aria-label': comment ? 'Edit the comment' : 'New comment',
      onsubmit: event => {
        event.preventDefault();
        this.submit(comment, form, wrong);
      },
      onkeydown: event => {
        if (event.key === 'Escape') this.close();
        else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
        else return;
        event.preventDefault();
      },
    },
    make('div', { class: 'fields' },
      field('From', 'start', precise(stretch.start), { inputmode: 'decimal' }),
      field('To (may be empty)', 'end', stretch.end === null ? '' : precise(stretch.end), { inputmode: 'decimal' }),
      field('Your name', 'author', comment?.author ?? remembered(NAME) ?? '', { maxlength: told.longest_author })),
    make('label', {}, make('span', {}, 'Comment'), make('textarea', { name: 'text', rows: '4', dir: 'auto', maxlength: told.longest_text })),
    wrong,
    make('p', { class: 'actions' },
      make('button', { type: 'submit', class: 'primary' }, 'Keep'),
      make('button', { type: 'button', onclick: () => this.close() }, 'Cancel'),
      make('span', { class: 'hint' }, 'Ctrl+Enter keeps, Esc cancels')));
    form.elements.text.value = comment?.text ?? '';
    return form;
  }

  submit(comment, form, wrong) {
    const { start, end, author, text } = form.elements;
    const said = { start: moment(start.value), end: end.value.trim() === '' ? null : moment(end.value), author: author.value.trim(), text: text.value.trim() };
    const fault = this.fault(said);
    if (fault) {
      wrong.textContent = fault.why;
      form.elements[fault.field].focus();
      return;
    }
    remember(NAME, said.author);
    if (comment) this.comments = this.comments.map(one => one.id === comment.id ? edited(one, said) : one);
    else this.comments = [...this.comments, fresh(said.start, said.end, said.text, said.author)];
    this.close();
    this.show();
    this.changed();
    announce(`Comment at ${clock(said.start)} kept.`);
  }

  fault(said) {
    const last = this.player.duration + 1;
    if (said.text === '') return { field: 'text', why: 'Write what you want to say.' };
    if (!(said.start >= 0 && said.start <= last)) return { field: 'start', why: `“From” is a moment such as 0:41, up to ${clock(this.player.duration)}.` };
    if (said.end !== null && !(said.end >= said.start && said.end <= last)) return { field: 'end', why: '“To” is a moment after “From”, or empty.' };
    return null;
  }

  remove(comment) {
    this.undone.add(comment.id);
    this.gone = { ...this.gone, [comment.id]: comment.text };
    this.comments = this.comments.map(one => one.id === comment.id ? edited(one, { standing: 'removed', text: '' }) : one);
    this.show();
    this.changed();
    this.add.focus();
    announce('Comment removed.');
  }

  restore(comment) {
    this.undone.delete(comment.id);
    this.comments = this.comments.map(one => one.id === comment.id ? edited(one, { standing: 'stands', text: this.gone[comment.id] }) : one);
    this.show();
    this.changed();
    document.getElementById(`comment-${comment.id}`)?.focus();
  }
}
