package ct2_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"clipd/internal/models/ct2"
	"clipd/internal/models/modeltest"
)

func open(data []byte) (*ct2.Model, error) {
	return ct2.Open(bytes.NewReader(data), int64(len(data)))
}

func TestVariablesOfEveryTypeAreRead(t *testing.T) {
	values := []float32{1, -2, 0.5, 4, -8, 127}
	for _, kind := range []ct2.Type{ct2.Float32, ct2.Float16, ct2.BFloat16, ct2.Int8} {
		m, err := open(modeltest.Encode(append(
			modeltest.Floats("decoder/embeddings/weight", kind, values, 2, 3),
			modeltest.Scalar("heads", 8))))
		if err != nil {
			t.Fatal(err)
		}
		got, err := m.Floats("decoder/projection/weight")
		if err != nil {
			t.Fatal(err)
		}
		for i := range values {
			if math.Abs(float64(got[i]-values[i])) > 0.5 || kind != ct2.Int8 && got[i] != values[i] {
				t.Errorf("%v: got %v, want %v", kind, got, values)
			}
		}
		if n, err := m.Scalar("heads"); n != 8 || err != nil {
			t.Errorf("heads = %v, %v", n, err)
		}
	}
}

func TestRowsOfInt8AreDividedByTheirScale(t *testing.T) {
	m, err := open(modeltest.Encode(modeltest.Floats("decoder/embeddings/weight", ct2.Int8, []float32{127, -127, 2, 1}, 2, 2)))
	if err != nil {
		t.Fatal(err)
	}
	scales, err := m.RowScales("decoder/embeddings/weight")
	if err != nil || !slices.Equal(scales, []float32{1, 63.5}) {
		t.Fatalf("scales %v, %v", scales, err)
	}
	got, err := m.Floats("decoder/embeddings/weight")
	if err != nil || got[0] != 127 || got[2] != 2 {
		t.Fatalf("got %v, %v", got, err)
	}
}

func TestDamagedFilesAreNamed(t *testing.T) {
	good := modeltest.Encode(modeltest.Floats("decoder/embeddings/weight", ct2.Float32, []float32{1, 2, 3, 4}, 2, 2))
	at := bytes.Index(good, []byte("decoder/embeddings/weight\x00")) + len("decoder/embeddings/weight\x00")
	change := func(offset int, b ...byte) []byte {
		data := slices.Clone(good)
		copy(data[offset:], b)
		return data
	}
	huge := binary.LittleEndian.AppendUint32(nil, 1<<31)
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"empty":           {nil, "cut short"},
		"a page":          {[]byte("<!DOCTYPE html><html>"), "not a CTranslate2 Whisper model"},
		"another version": {change(0, 5), "not with format version 6"},
		"another model":   {change(6, []byte("TransformS ")...), "WhisperSpec of revision 3 is needed"},
		"cut in data":     {good[:at+20], "the file ends 10 bytes early, in decoder/embeddings/weight"},
		"cut in table":    {good[:at-3], "cut short"},
		"cut at the end":  {good[:len(good)-1], "cut short"},
		"longer":          {append(slices.Clone(good), 0), "1 bytes follow"},
		"many dimensions": {change(at, 9), "9 dimensions"},
		"huge":            {change(at+1, append(huge, huge...)...), "the file is damaged"},
		"of zero rows":    {change(at+1, 0), "the file is damaged"},
		"unknown type":    {change(at+9, 77), "type 77"},
		"wrong length":    {change(at+10, 15), "in 15 bytes"},
		"endless name":    {change(24, 0xff, 0xff), "the file is damaged"},
	} {
		if _, err := open(c.data); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
	if _, err := open([]byte("PK\x03\x04 and more")); !errors.Is(err, ct2.ErrForeign) {
		t.Errorf("a foreign file: %v", err)
	}
}

func TestDamagedNumbersAreNamed(t *testing.T) {
	for _, bad := range []float32{float32(math.NaN()), float32(math.Inf(1))} {
		m, err := open(modeltest.Encode(modeltest.Floats("decoder/embeddings/weight", ct2.Float16, []float32{1, bad}, 2)))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := m.Floats("decoder/embeddings/weight"); err == nil || !strings.Contains(err.Error(), "damaged") {
			t.Errorf("%v: %v", bad, err)
		}
	}
	twice := modeltest.Floats("decoder/embeddings/weight", ct2.Float32, []float32{1}, 1)
	if _, err := open(modeltest.Encode(append(twice, twice...))); err == nil || !strings.Contains(err.Error(), "twice") {
		t.Errorf("a name twice: %v", err)
	}
	if _, err := open(modeltest.Encode(nil)); err == nil || !strings.Contains(err.Error(), "which is missing") {
		t.Errorf("an alias of nothing: %v", err)
	}
	scaleless := modeltest.Floats("decoder/embeddings/weight", ct2.Int8, []float32{1, 2}, 2, 1)[:1]
	m, err := open(modeltest.Encode(scaleless))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := m.Floats("decoder/embeddings/weight"); err == nil || !strings.Contains(err.Error(), "_scale") {
		t.Errorf("int8 without a scale: %v", err)
	}
}

func FuzzOpen(f *testing.F) {
	f.Add(modeltest.Encode(modeltest.Floats("decoder/embeddings/weight", ct2.Int8, []float32{1, 2, 3, 4}, 2, 2)))
	f.Add(modeltest.Encode([]modeltest.Variable{modeltest.Scalar("decoder/embeddings/weight", 8)}))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := open(data)
		if err != nil {
			return
		}
		for _, name := range []string{"decoder/embeddings/weight", "decoder/projection/weight", "heads"} {
			v, ok := m.Variable(name)
			if !ok {
				continue
			}
			if all, err := m.Floats(name); err == nil && len(all) != v.Len() {
				t.Fatalf("%s: %d numbers of %v", name, len(all), v.Dims)
			}
			_, _ = m.Scalar(name)
		}
	})
}
