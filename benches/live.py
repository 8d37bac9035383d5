#!/usr/bin/env python3
"""How soon the report stands there after a live take.

    scripts/bench --live [FOLDER...] [--stops N]
    scripts/bench --live [FOLDER...] --stops 1 --minutes 10 --beside 'cargo clean -qp ownup && cargo build -q'

Each recording of a FOLDER (see peers.py) is played into the virtual microphone of `scripts/virtual-microphone` while
`ownup record` listens; when it has been played, Enter is pressed. For each stop: the seconds from Enter until the
whole report has been written and the program has ended; how late the first sound came; processor time while
recording; the most memory; samples lost; and, on the same file in the same run, whisper.cpp started at the stop with the
same weights and threads. At the end each take is imported, which must give the very same words.

With --minutes recordings are played one after the other until a take is that long, and whisper.cpp is left out; with
--beside a command is run again and again while ownup records, such as a compiler.
"""
import argparse
import contextlib
import itertools
import json
import math
import os
import shlex
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import wave
from pathlib import Path

import peers

ROOT = peers.ROOT
MICROPHONE = ROOT / "scripts/virtual-microphone"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--stops", type=int, default=20)
    parser.add_argument("--ownup", type=Path, default=ROOT / "target/release/ownup")
    parser.add_argument("--json", type=Path, help="write every stop there")
    parser.add_argument("--alone", action="store_true", help="without whisper.cpp")
    parser.add_argument("--minutes", type=float, help="how long each take is at least")
    parser.add_argument("--beside", metavar="COMMAND", help="what else the machine does while ownup records")
    args = parser.parse_args()
    args.alone |= args.minutes is not None
    args.threads = min(4, os.cpu_count() or 1)
    cases = [case for folder in args.folders or [None] for case in peers.cases(folder)]
    with tempfile.TemporaryDirectory() as folder:
        environment = start_microphone(Path(folder))
        try:
            turns = itertools.cycle(cases)
            stops = [stop(turns, environment, args) for _ in range(args.stops)]
        finally:
            subprocess.run([MICROPHONE, "stop"], env=environment, check=True)
    if args.json:
        args.json.write_text(json.dumps(stops))
    summary(stops)


def start_microphone(folder):
    environment = dict(os.environ, OWNUP_VIRTUAL_MICROPHONE=str(folder / "microphone"))
    subprocess.run([MICROPHONE, "start"], env=environment, check=True)
    said = subprocess.run([MICROPHONE, "env"], env=environment, check=True, capture_output=True, text=True).stdout
    for line in said.splitlines():
        name, _, value = line.removeprefix("export ").partition("=")
        environment[name] = "".join(shlex.split(value))
    return environment


def stop(turns, environment, args):
    sound, story, _ = next(turns)
    with tempfile.TemporaryDirectory() as folder:
        desk = Path(folder)
        if story:
            shutil.copy(story, desk / "story.md")
        else:
            (desk / "story.md").write_text(peers.STORY)
        played = [as_wav(sound, desk / "said.wav")]
        while args.minutes and sum(map(seconds, played)) < 60 * args.minutes:
            played.append(as_wav(next(turns)[0], desk / f"said{len(played)}.wav"))
        begun = time.monotonic()
        program = subprocess.Popen(
            [args.ownup, "record", "story.md", "--format", "json", "--verbose"],
            cwd=desk, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        for line in program.stderr:
            if b"the first sound has come" in line:
                break
        started = time.monotonic() - begun
        with beside(args.beside):
            for file in played:
                subprocess.run(["paplay", "--device=mic", file], env=environment, check=True)
        pressed = time.monotonic()
        if program.poll() is not None:
            sys.exit(f"ownup ended before the stop: {program.stderr.read().decode()}")
        program.stdin.write(b"\n")
        program.stdin.flush()
        answer = program.stdout.read()
        _, status, usage = os.wait4(program.pid, 0)
        waited = time.monotonic() - pressed
        if status != 0:
            sys.exit(program.stderr.read().decode())
        report = json.loads(answer)
        take = next(desk.glob("story.takes/*/take.json"))
        imported = subprocess.run(
            [args.ownup, "import", "story.md", take.parent / "audio.wav", "--dry-run", "--format", "json"],
            cwd=desk, check=True, capture_output=True,
        )
        length = report["take"]["duration_s"]
        row = {
            "file": f"{sound.parent.name}/{sound.stem}", "stop": waited, "length": length,
            "start": started, "cpu": (usage.ru_utime + usage.ru_stime) / (pressed - begun),
            "memory": usage.ru_maxrss / 1024, "lost": json.loads(take.read_text())["lost"],
            "same": json.loads(imported.stdout)["words"] == report["words"],
        }
        if not args.alone:
            row["peer"] = peers.peer("whisper.cpp", sound, args)["wall"]
    print(f"{row['file']:32} {length:6.1f} s  {waited:5.2f} s  same words: {row['same']}", file=sys.stderr)
    return row


@contextlib.contextmanager
def beside(command):
    """Runs `command` in a shell again and again until the block ends."""
    if command is None:
        yield
        return
    shell = subprocess.Popen(["sh", "-c", f"while {command}; do :; done"], cwd=ROOT, start_new_session=True)
    try:
        yield
        if shell.poll() is not None:
            sys.exit(f"this failed beside the take: {command}")
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(shell.pid, signal.SIGTERM)
        shell.wait()


def as_wav(sound, path):
    """The recording as the microphone's sound server plays it best, at `path`."""
    from faster_whisper import decode_audio

    samples = (decode_audio(str(sound)).clip(-1, 1) * 32767).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(samples.tobytes())
    return path


def seconds(path):
    with wave.open(str(path)) as file:
        return file.getnframes() / file.getframerate()


def summary(stops):
    def line(name, values, unit, digits=2):
        values = sorted(values)
        p95 = values[math.ceil(0.95 * len(values)) - 1]  # nearest rank
        print(f"{name:34}{statistics.median(values):8.{digits}f}{p95:8.{digits}f}{values[-1]:8.{digits}f}  {unit}")

    print(f"{len(stops)} stops{'':26}{'median':>8}{'p95':>8}{'most':>8}")
    line("Enter to the whole report", [s["stop"] for s in stops], "s")
    line("start to the first sound", [s["start"] for s in stops], "s")
    line("processor while recording", [100 * s["cpu"] for s in stops], "% of one core", 0)
    line("memory", [s["memory"] for s in stops], "MB", 0)
    if "peer" in stops[0]:
        line("whisper.cpp started at the stop", [s["peer"] for s in stops], "s")
        line("ours / whisper.cpp", [s["stop"] / s["peer"] for s in stops], "", 3)
    print(f"takes with lost samples: {sum(bool(s['lost']) for s in stops)}")
    print(f"takes whose import gives the same words: {sum(s['same'] for s in stops)} of {len(stops)}")


if __name__ == "__main__":
    main()
