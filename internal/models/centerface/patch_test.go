package centerface

import (
	"bytes"
	"strings"
	"testing"

	"clipd/internal/models/onnx"
)

// model has CenterFace's outputs and its fault: a weight among the inputs.
func model(in string, outputs ...string) []byte {
	g := onnx.NewGraph(nil)
	g.Input(in, onnx.Float32, 10, 3, 32, 32)
	g.Input("weight", onnx.Float32, 3)
	for _, name := range outputs {
		g.Output(name, onnx.Float32, 10, 1, 8, 8)
		g.Add(onnx.Node{Op: "Identity", Inputs: []string{in}, Outputs: []string{name}})
	}
	return g.Encode("face")
}

func TestPatchFreesTheSizeAndDropsWeights(t *testing.T) {
	patched, err := Patch(model("input.1", "537", "538", "539", "540"))
	if err != nil {
		t.Fatal(err)
	}
	g := onnx.NewGraph(nil)
	g.Input("input.1", onnx.Float32, "n", 3, "h", "w")
	for i, name := range []string{"537", "538", "539", "540"} {
		g.Output(name, onnx.Float32, "n", []int{1, 2, 2, 10}[i], "h4", "w4")
		g.Add(onnx.Node{Op: "Identity", Inputs: []string{"input.1"}, Outputs: []string{name}})
	}
	if !bytes.Equal(patched, g.Encode("face")) {
		t.Error("the patched model is not the expected one")
	}
	again, err := Patch(patched)
	if err != nil || !bytes.Equal(again, patched) {
		t.Errorf("patching twice changes it: %v", err)
	}
}

func TestPatchRefusesOtherModels(t *testing.T) {
	for name, data := range map[string][]byte{
		"another input": model("image", "537", "538", "539", "540"),
		"fewer outputs": model("input.1", "537", "538", "539"),
		"no model":      []byte("not a model"),
	} {
		if _, err := Patch(data); err == nil || !strings.Contains(err.Error(), "face detector") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzPatch(f *testing.F) {
	f.Add(model("input.1", "537", "538", "539", "540"))
	f.Fuzz(func(t *testing.T, data []byte) {
		patched, err := Patch(data)
		if err != nil {
			return
		}
		if again, err := Patch(patched); err != nil || !bytes.Equal(again, patched) {
			t.Fatalf("patching twice changes it: %v", err)
		}
	})
}
