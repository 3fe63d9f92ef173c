package onnx

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func smallModel() []byte {
	g := NewGraph(nil)
	g.Input("x", Float32, 1, "n")
	g.Input("w", Float32, 1)
	g.Output("y", Float32, 1, "n")
	g.Add(Node{Op: "Mul", Inputs: []string{"x", g.Floats([]float32{2})}, Outputs: []string{"y"},
		Attributes: []Attribute{Int("a", -1), Ints("b", 1, 2), Float("c", 0.5)}})
	return g.Encode("small")
}

func TestEncodeIsDeterministic(t *testing.T) {
	if !bytes.Equal(smallModel(), smallModel()) {
		t.Error("two encodings differ")
	}
}

func TestConstantsAreSharedByValueAndRank(t *testing.T) {
	g := NewGraph(nil)
	if first := g.Ints(1, 2); g.Ints(1, 2) != first {
		t.Error("equal constants were added twice")
	}
	if g.Ints(1) == g.Int(1) || g.Ints(1, 2) == g.Ints(12) {
		t.Error("different constants share a name")
	}
}

func TestExternalTensorsBeginOnPages(t *testing.T) {
	var file bytes.Buffer
	data := NewData(&file, "weights")
	g := NewGraph(data)
	for _, size := range []int{3, 5000, 1} {
		if _, err := g.External(Uint8, []int{size}, func(w io.Writer) error {
			_, err := w.Write(bytes.Repeat([]byte{byte(size)}, size))
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	if err := data.Flush(); err != nil {
		t.Fatal(err)
	}
	b := file.Bytes()
	if len(b) != 3*page+1 || b[0] != 3 || b[page] != 5000&0xff || b[3*page] != 1 {
		t.Errorf("%d bytes; the tensors are not where they should be", len(b))
	}
	for _, want := range []string{"weights", "offset", "4096", "12288", "length", "5000"} {
		if !strings.Contains(string(g.Encode("g")), want) {
			t.Errorf("the model does not say %q", want)
		}
	}
}

func TestExternalTensorOfTheWrongLengthIsRefused(t *testing.T) {
	g := NewGraph(NewData(io.Discard, "weights"))
	_, err := g.External(Float32, []int{2, 3}, func(w io.Writer) error {
		_, err := w.Write(make([]byte, 23))
		return err
	})
	if err == nil || err.Error() != "a tensor of 24 bytes was given 23" {
		t.Error(err)
	}
}

func TestEditChangesInputsAndOutputsOnly(t *testing.T) {
	var seen []string
	edited, err := Edit(smallModel(), func(name string, output bool) (Value, bool) {
		seen = append(seen, name)
		return Value{name, Float32, []any{1, "m"}}, name != "w"
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"x", "w", "y"}, seen); diff != "" {
		t.Error(diff)
	}
	g := NewGraph(nil)
	g.Input("x", Float32, 1, "m")
	g.Output("y", Float32, 1, "m")
	g.Add(Node{Op: "Mul", Inputs: []string{"x", g.Floats([]float32{2})}, Outputs: []string{"y"},
		Attributes: []Attribute{Int("a", -1), Ints("b", 1, 2), Float("c", 0.5)}})
	if !bytes.Equal(edited, g.Encode("small")) {
		t.Error("something else was changed")
	}
}

func TestEditRefusesWhatIsNoModel(t *testing.T) {
	keep := func(name string, _ bool) (Value, bool) { return Value{Name: name}, true }
	model := smallModel()
	for name, data := range map[string][]byte{
		"nothing": nil, "text": []byte("<html>"), "cut": model[:len(model)-40], "two": append(model, model...),
	} {
		if _, err := Edit(data, keep); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
}

func FuzzEdit(f *testing.F) {
	f.Add(smallModel())
	f.Add([]byte{0x3a, 2, 0x5a, 0})
	same := func(name string, output bool) (Value, bool) {
		return Value{Name: name, Type: Float32, Dims: []any{1, "n"}}, !output || name != ""
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		once, err := Edit(data, same)
		if err != nil {
			return
		}
		twice, err := Edit(once, same)
		if err != nil || !bytes.Equal(once, twice) {
			t.Fatalf("an edited model changed when edited again: %v", err)
		}
	})
}
