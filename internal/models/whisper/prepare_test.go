package whisper_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"clipd/internal/models/ct2"
	"clipd/internal/models/modeltest"
	"clipd/internal/models/whisper"
)

func prepare(t *testing.T, from string) string {
	t.Helper()
	to := t.TempDir()
	if err := whisper.Prepare(t.Context(), from, to, nil); err != nil {
		t.Fatal(err)
	}
	return to
}

func TestPreparedFilesAreTheSameEachTime(t *testing.T) {
	from := modeltest.Folder(t, modeltest.Small())
	a, b := prepare(t, from), prepare(t, from)
	for _, name := range whisper.Files() {
		x, err := os.ReadFile(filepath.Join(a, name))
		if err != nil {
			t.Fatal(err)
		}
		y, err := os.ReadFile(filepath.Join(b, name))
		if err != nil {
			t.Fatal(err)
		}
		if len(x) == 0 || !bytes.Equal(x, y) {
			t.Errorf("%s differs, or is empty", name)
		}
	}
	entries, err := os.ReadDir(a)
	if err != nil || len(entries) != len(whisper.Files()) {
		t.Errorf("%d files, not %d: %v", len(entries), len(whisper.Files()), err)
	}
}

func TestFloat32WeightsThatAreHalvesGiveTheSameGraph(t *testing.T) {
	size := modeltest.Small()
	variables := modeltest.Weights(size)
	data := modeltest.Encode(variables)
	m, err := ct2.Open(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range variables {
		if v.Type != ct2.Float16 {
			continue
		}
		values, err := m.Floats(v.Name)
		if err != nil {
			t.Fatal(err)
		}
		variables[i] = modeltest.Floats(v.Name, ct2.Float32, values, v.Dims...)[0]
	}
	a := prepare(t, modeltest.Folder(t, size))
	from := modeltest.Folder(t, size)
	modeltest.Write(t, from, whisper.WeightsFile, modeltest.Encode(variables))
	b := prepare(t, from)
	for _, name := range []string{whisper.EncoderWeightsFile, whisper.DecoderWeightsFile, whisper.EmbeddingsFile} {
		x, _ := os.ReadFile(filepath.Join(a, name))
		y, _ := os.ReadFile(filepath.Join(b, name))
		if len(x) == 0 || !bytes.Equal(x, y) {
			t.Errorf("%s differs", name)
		}
	}
}

func TestBrokenFoldersAreNamed(t *testing.T) {
	size := modeltest.Small()
	without := func(name string) []byte {
		return modeltest.Encode(slices.DeleteFunc(modeltest.Weights(size), func(v modeltest.Variable) bool { return v.Name == name }))
	}
	reshaped := func(name string, values []float32, dims ...int) []byte {
		variables := modeltest.Weights(size)
		for i, v := range variables {
			if v.Name == name {
				variables[i] = modeltest.Floats(name, ct2.Float16, values, dims...)[0]
			}
		}
		return modeltest.Encode(variables)
	}
	whole := modeltest.Encode(modeltest.Weights(size))
	for name, c := range map[string]struct {
		file string
		data []byte
		want string
	}{
		"cut short":        {"model.bin", whole[:len(whole)-5000], "cut short"},
		"a hub's pointer":  {"model.bin", []byte("version https://git-lfs.github.com/spec/v1\noid sha256:12\n"), "not a CTranslate2 Whisper model"},
		"missing weight":   {"model.bin", without("decoder/layer_1/attention/linear_2/weight"), "variable decoder/layer_1/attention/linear_2/weight is missing"},
		"missing bias":     {"model.bin", without("encoder/conv2/bias"), "variable encoder/conv2/bias is missing"},
		"no decoder":       {"model.bin", without("decoder/layer_0/ffn/linear_0/weight"), "decoder layers are 0"},
		"another shape":    {"model.bin", reshaped("encoder/layer_norm/gamma", []float32{1, 2}, 2), "encoder/layer_norm/gamma has shape [2], not [128]"},
		"other heads":      {"model.bin", reshaped("decoder/num_heads", []float32{3}), "3 heads for a width of 128"},
		"no number":        {"model.bin", reshaped("decoder/layer_norm/beta", slices.Repeat([]float32{70000}, 128), 128), "damaged"},
		"other activation": {"model.bin", modeltest.Encode(append(modeltest.Weights(size), modeltest.Scalar("decoder/activation", 0))), "decoder/activation is 0"},
		"config":           {"config.json", []byte("{"), "not the JSON"},
		"config's heads":   {"config.json", []byte(`{"alignment_heads": [[9,9]]}`), "has [9 9]"},
		"tokenizer":        {"tokenizer.json", []byte("{}"), "BPE is needed"},
		"large config":     {"config.json", make([]byte, whisper.MaxConfigSize+1), "larger than"},
	} {
		t.Run(name, func(t *testing.T) {
			from := modeltest.Folder(t, size)
			modeltest.Write(t, from, c.file, c.data)
			err := whisper.Prepare(t.Context(), from, t.TempDir(), nil)
			var fault *whisper.FileError
			if !errors.As(err, &fault) || fault.File != c.file || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, want %s and %q", err, c.file, c.want)
			}
		})
	}
}

func TestMissingFilesAreNamed(t *testing.T) {
	for _, name := range []string{"model.bin", "config.json", "tokenizer.json"} {
		from := modeltest.Folder(t, modeltest.Small())
		if err := os.Remove(filepath.Join(from, name)); err != nil {
			t.Fatal(err)
		}
		err := whisper.Prepare(t.Context(), from, t.TempDir(), nil)
		if !errors.Is(err, os.ErrNotExist) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestPrepareStopsWhenCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	progressed := false
	err := whisper.Prepare(ctx, modeltest.Folder(t, modeltest.Small()), t.TempDir(), func(int64) {
		progressed = true
		cancel()
	})
	if !progressed || !errors.Is(err, context.Canceled) {
		t.Errorf("progress %v, error %v", progressed, err)
	}
}
