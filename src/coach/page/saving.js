// Where comments go: into a file that is sent back, or straight into the take.

// As it is embedded: nothing in it can end the block it stands in.
const embedded = value => JSON.stringify(value).replace(/[<>&\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, letter => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);

const download = (text, type, file) => {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = make('a', { href: address, download: file });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
};

// Gives something to the program that serves this page; what it says against it is an error.
const handIn = async (place, value) => {
  const answer = await fetch(place, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(value) });
  if (!answer.ok) throw new Error(await answer.text());
};

const fileName = ending => {
  const title = told.takes[0].report.story.title.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 40) || 'story';
  const numbers = told.takes.map(take => take.report.take.number ?? 0).join('-');
  return `${title}-take-${numbers}-comments.${ending}`;
};

// A coach elsewhere: a file to send back, and a copy in this browser against a closed tab.
class Away {
  constructor(takes) {
    this.takes = takes;
    this.saved = true;
    this.note = make('span', { class: 'hint' }, 'Save when you are done, and send the file back.');
    this.element = make('div', { class: 'saving' },
      make('button', { type: 'button', class: 'primary', onclick: () => this.page() }, 'Save page with comments'),
      make('button', { type: 'button', onclick: () => this.alone() }, 'Save comments alone'),
      this.note);
    for (const take of takes) this.recall(take);
    addEventListener('beforeunload', event => {
      if (!this.saved) event.preventDefault();
    });
  }

  key(take) {
    return `ownup-comments-${take.remarks.take}`;
  }

  recall(take) {
    try {
      const kept = JSON.parse(remembered(this.key(take)) ?? '[]');
      take.remarks.adopt(joined(take.remarks.comments, kept));
      take.mark();
    } catch { /* Another program's idea of our key is no comment of ours. */ }
  }

  changed() {
    this.saved = false;
    this.note.textContent = 'Not saved yet.';
    for (const take of this.takes) remember(this.key(take), JSON.stringify(take.remarks.comments));
  }

  done(file) {
    this.saved = true;
    this.note.textContent = `Saved as ${file}: send it back.`;
    announce(`Saved as ${file}.`);
  }

  page() {
    const copy = pristine.cloneNode(true);
    copy.querySelector('#ownup-comments').textContent = embedded(this.takes.map(take => take.remarks.document));
    const file = fileName('html');
    download(`<!doctype html>\n${copy.outerHTML}\n`, 'text/html', file);
    this.done(file);
  }

  alone() {
    const documents = this.takes.map(take => take.remarks.document);
    const file = fileName('json');
    download(`${JSON.stringify(documents.length === 1 ? documents[0] : documents)}\n`, 'application/json', file);
    this.done(file);
  }
}

// At the speaker's machine: every change goes into the take at once.
class Here {
  constructor(takes) {
    this.takes = takes;
    this.note = make('span', { class: 'hint' }, 'Comments are kept in the take as you make them.');
    this.element = make('div', { class: 'saving' }, this.note);
  }

  async changed() {
    const [take] = this.takes;
    this.note.textContent = 'Keeping …';
    try {
      await handIn('comments', take.remarks.document);
      this.note.textContent = 'Kept in the take.';
    } catch (error) {
      const gone = error instanceof TypeError;
      this.note.textContent = gone ? 'Not kept: ownup has ended. Start it again and reload, or save the comments to a file.' : `Not kept: ${shown(error.message)}`;
      announce(this.note.textContent);
      if (!this.rescue) {
        this.rescue = make('button', { type: 'button', onclick: () => download(JSON.stringify(take.remarks.document), 'application/json', fileName('json')) }, 'Save comments to a file');
        this.element.append(this.rescue);
      }
    }
  }
}
