// The voice, and where in the take we are: a place there is also without a voice.

class Player {
  constructor(letters, duration) {
    this.duration = duration;
    this.place = 0;
    this.until = null;
    this.listeners = [];
    this.audio = letters === null ? null : this.open(letters);
  }

  open(letters) {
    const bytes = Uint8Array.from(atob(letters), letter => letter.charCodeAt(0));
    const audio = new Audio(URL.createObjectURL(new Blob([bytes], { type: 'audio/ogg; codecs=opus' })));
    audio.preload = 'auto';
    for (const event of ['play', 'pause', 'seeked', 'ended', 'loadedmetadata']) audio.addEventListener(event, () => this.moved());
    audio.addEventListener('play', () => this.follow());
    audio.addEventListener('error', () => {
      this.broken = true;
      this.moved();
    });
    return audio;
  }

  get playing() {
    return this.audio !== null && !this.audio.paused;
  }

  get now() {
    return this.audio !== null && !this.broken ? this.audio.currentTime : this.place;
  }

  whenMoved(listener) {
    this.listeners.push(listener);
  }

  moved() {
    for (const listener of this.listeners) listener(this.now, this.playing);
  }

  follow() {
    if (!this.playing) return;
    if (this.until !== null && this.now >= this.until) {
      this.until = null;
      this.audio.pause();
    }
    this.moved();
    requestAnimationFrame(() => this.follow());
  }

  seek(seconds) {
    this.until = null;
    this.place = Math.min(Math.max(0, seconds), this.duration);
    if (this.audio !== null && !this.broken) this.audio.currentTime = this.place;
    this.moved();
  }

  play() {
    if (this.audio === null || this.broken) return;
    Player.current?.pause();
    Player.current = this;
    this.audio.play().catch(() => announce('The browser did not let the sound begin; press play once more.'));
  }

  pause() {
    this.until = null;
    this.audio?.pause();
    this.moved();
  }

  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  // Seeks, and plays from there: up to `end`, where one is given.
  from(start, end = null) {
    this.seek(start);
    this.until = end !== null && end > start ? end : null;
    this.play();
  }

  set speed(rate) {
    if (this.audio !== null) this.audio.playbackRate = rate;
  }
}
