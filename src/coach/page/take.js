// One take: what it amounts to, its player, lanes, words and comments.

const lasts = take => Math.max(take.report.take.duration_s, take.report.clock.last_word_s ?? 0, 0.001);

class Take {
  constructor(take, at, comments, changed) {
    this.take = take;
    const letters = document.getElementById(`ownup-sound-${at}`)?.textContent ?? null;
    this.player = new Player(letters, lasts(take));
    this.lanes = new Lanes(take, this.player);
    // Two takes have parts of the same kind, which a screen reader lists by name.
    this.suffix = told.takes.length > 1 ? `, take ${take.report.take.number}` : '';
    this.transcript = new Transcript(take, this.player, this.suffix);
    this.remarks = new Remarks(comments, this.player, this.transcript, () => {
      this.mark();
      changed();
    }, this.suffix);
    this.placing = told.seat === 'here' ? new Placing(take, this.player, this.transcript) : null;
    this.element = make('article', { class: 'take', 'aria-label': `Take ${take.report.take.number ?? ''}`, onfocusin: () => this.chosen(), onpointerdown: () => this.chosen() },
      this.header(), this.controls(), this.lanes.element,
      make('div', { class: 'columns' }, make('div', {}, this.transcript.element, this.placing?.element), make('div', {}, this.remarks.element, this.advice())));
    this.mark();
  }

  chosen() {
    Take.current = this;
  }

  header() {
    const { report, buckets, ending, verdict, cause } = this.take;
    const number = report.take.number === null ? 'Take' : `Take ${report.take.number}`;
    return make('header', {},
      make('h2', {}, `${number}, ${report.take.recorded_at.slice(0, 10)}${ending}`),
      make('div', { class: 'split' }, buckets.map(bucket => this.bucket(bucket))),
      make('p', { class: 'verdict' }, verdict, make('br'), cause));
  }

  bucket(bucket) {
    const longest = Math.max(...this.take.buckets.flatMap(one => [one.seconds, one.high])) * 1.05 || 1;
    const at = seconds => seconds / longest * 1000;
    const bar = draw('svg', { viewBox: '0 0 1000 12', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
      draw('rect', { class: 'band', x: at(bucket.low), y: 0, width: at(bucket.high) - at(bucket.low), height: 12 }),
      draw('rect', { class: bucket.name.toLowerCase(), x: 0, y: 3, width: at(bucket.seconds), height: 6 }),
      draw('rect', { class: 'target', x: at(bucket.target) - 2, y: 0, width: 4, height: 12 }));
    return make('div', { class: 'bucket' }, make('b', {}, bucket.name), make('span', { class: 'seconds' }, `${clock(bucket.seconds)} of ${clock(bucket.target)}`), bar, make('span', { class: 'standing' }, bucket.standing));
  }

  controls() {
    if (this.player.audio === null) {
      return make('p', { class: 'controls hint' }, 'There is no sound here: read, and choose a word to comment on it.');
    }
    const icon = make('span', { 'aria-hidden': 'true' }, '▶');
    const label = make('span', {}, 'Play');
    const time = make('span', { class: 'time' });
    const wrong = make('p', { class: 'wrong', role: 'alert' });
    const speed = make('select', { onchange: event => { this.player.speed = Number(event.target.value); } },
      [0.75, 1, 1.25, 1.5].map(rate => make('option', { value: rate, selected: rate === 1 }, `${rate}×`)));
    this.player.whenMoved((now, playing) => {
      icon.textContent = playing ? '❚❚' : '▶';
      label.textContent = playing ? 'Pause' : 'Play';
      time.textContent = `${clock(now)} / ${clock(this.player.duration)}`;
      if (this.player.broken) wrong.textContent = 'This browser cannot play the sound (Opus). A newer one can: Safari from 18.4, any Firefox, Chrome or Edge.';
    });
    this.player.moved();
    this.remarks.rest = make('button', { type: 'button', class: 'play primary', onclick: () => this.player.toggle() }, icon, label);
    return make('div', { class: 'controls' }, this.remarks.rest, this.remarks.add, time, make('label', {}, 'Speed ', speed), wrong);
  }

  advice() {
    const { report, findings } = this.take;
    const said = report.cause.quote && report.cause.start !== null;
    const quote = (start, end, text) => make('p', { class: 'quote' },
      make('button', { type: 'button', class: 'jump', 'aria-label': `${this.player.audio ? 'Play' : 'Go to'} ${clock(start)}`, onclick: () => this.player.from(start, end) }, clock(start)),
      '“', theirs(text), '”');
    const cause = make('div', {}, make('h3', {}, 'The cause'), make('p', {}, this.take.cause), said ? quote(report.cause.start, report.cause.end, report.cause.quote) : null);
    const items = report.findings.map((finding, at) => make('li', {},
      make('p', {}, make('strong', {}, `${findings[at]}: `), finding.why),
      finding.start === null ? null : quote(finding.start, finding.end, finding.quote),
      make('p', { class: 'instead' }, finding.instead)));
    const next = items.length ? make('div', {}, make('h3', {}, 'What ownup found'), make('ol', { class: 'findings' }, items)) : null;
    return make('section', { class: 'advice', 'aria-label': `Cause and findings${this.suffix}` }, cause, next);
  }

  mark() {
    const { report, findings } = this.take;
    const go = (start, end) => () => this.player.from(start, end);
    const marks = [];
    if (report.cause.quote && report.cause.start !== null) {
      marks.push({ start: report.cause.start, kind: 'cause', letter: '◆', label: `The cause, ${clock(report.cause.start)}: ${report.cause.quote}`, go: go(report.cause.start, report.cause.end) });
    }
    report.findings.forEach((finding, at) => {
      if (finding.start === null) return;
      marks.push({ start: finding.start, kind: finding.severity, letter: '!', label: `${findings[at]}, ${clock(finding.start)}: ${finding.quote}`, go: go(finding.start, finding.end) });
    });
    for (const comment of this.remarks.standing) {
      marks.push({ start: comment.start, kind: 'comment', letter: '●', label: `Comment, ${clock(comment.start)}: ${comment.text.slice(0, 120)}`, go: () => {
        this.player.from(comment.start, comment.end);
        document.getElementById(`comment-${comment.id}`)?.scrollIntoView({ block: 'nearest' });
      } });
    }
    this.transcript.note(this.remarks.standing);
    this.lanes.mark(marks.sort((a, b) => a.start - b.start));
  }
}
