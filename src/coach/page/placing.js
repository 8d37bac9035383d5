// Words that were taken for another section: the speaker says so, and it is counted in at once.

const ROLES = ['context', 'failure', 'cause', 'rollback', 'lesson', 'change'];

// A moment to the hundredth, as `ownup correct` reads it: 1:07.42.
const sharp = hundredths => `${Math.floor(hundredths / 6000)}:${String(Math.floor(hundredths / 100) % 60).padStart(2, '0')}.${String(hundredths % 100).padStart(2, '0')}`;

const RETURN = 'ownup-return';

class Placing {
  constructor(take, player, transcript) {
    this.take = take;
    this.player = player;
    this.transcript = transcript;
    this.button = make('button', { type: 'button', onclick: () => this.open() }, 'This belongs elsewhere');
    this.place = make('div', {});
    this.element = make('div', { class: 'placing' }, this.button, this.place);
  }

  // What the words can belong to: a heading, a role without one, or nothing.
  choices() {
    const { sections } = this.take.report;
    const unwritten = ROLES.filter(role => !sections.some(section => section.role === role));
    return [...sections.map(section => section.heading), ...unwritten, 'aside'];
  }

  // Asks where the chosen words belong, or the sentence at this moment.
  open() {
    if (this.form) {
      this.form.elements.section.focus();
      return;
    }
    if (!this.transcript.words.length) return;
    this.player.pause();
    const stretch = this.transcript.stretch();
    const word = this.transcript.nearest(this.player.now);
    const where = stretch ? `${sharp(Math.floor(stretch.start * 100))}-${sharp(Math.ceil(stretch.end * 100))}` : sharp(Math.ceil(word.start * 100));
    const what = stretch ? `The chosen words, ${clock(stretch.start)} to ${clock(stretch.end)},` : `The sentence with “${word.text}” at ${clock(word.start)}`;
    const wrong = make('p', { class: 'wrong', role: 'alert' });
    const send = proof => this.send(proof, wrong);
    this.form = make('form', {
      class: 'form', 'aria-label': 'Move words to another section',
      onsubmit: event => {
        event.preventDefault();
        send({ place: `${where}=${this.form.elements.section.value}` });
      },
      onkeydown: event => {
        if (event.key === 'Escape') this.close();
      },
    },
    make('label', {}, make('span', {}, `${what} belongs to`), make('select', { name: 'section' }, this.choices().map(choice => make('option', { value: choice }, choice)))),
    wrong,
    make('p', { class: 'actions' },
      make('button', { type: 'submit', class: 'primary' }, 'Move'),
      make('button', { type: 'button', onclick: () => this.close() }, 'Cancel'),
      this.take.report.corrections ? make('button', { type: 'button', onclick: () => send('undo') }, 'Undo the last correction') : null));
    this.place.replaceChildren(this.form);
    this.form.elements.section.focus();
  }

  close() {
    this.form = null;
    this.place.replaceChildren();
    this.transcript.release();
    this.button.focus();
  }

  // The page is made anew with what was put right, and opens where this one was.
  async send(proof, wrong) {
    try {
      await handIn('corrections', proof);
      sessionStorage.setItem(RETURN, String(this.player.now));
      location.reload();
    } catch (error) {
      wrong.textContent = error instanceof TypeError ? 'Not moved: ownup has ended. Start it again and reload.' : `Not moved: ${shown(error.message)}`;
    }
  }

  // Goes to where the page before this one was.
  resume() {
    const at = sessionStorage.getItem(RETURN);
    sessionStorage.removeItem(RETURN);
    if (at !== null) this.player.seek(Number(at));
  }
}
