// Package centerface makes the CenterFace detector usable by ONNX Runtime at
// any picture size.
//
// The published file fixes its input at [10,3,32,32] and lists its weights as
// inputs, which keeps ONNX Runtime from folding them and makes it less than
// half as fast. The patch changes these two lists of the graph and nothing
// else. The detector is that of Xu et al., "CenterFace: Joint Face Detection
// and Alignment Using Face as Point" (2019); it is run by framing.
package centerface

import (
	"fmt"

	"clipd/internal/models/onnx"
)

const input = "input.1"

// Outputs at a quarter of the input's height and width, by name: channels.
var outputs = map[string]int{
	"537": 1,  // heat map
	"538": 2,  // scale: logarithm of height and width in units of 4 px
	"539": 2,  // offset: y, x
	"540": 10, // landmarks
}

// Patch returns the model with input "input.1" [n,3,h,w] and outputs "537"
// [n,1,h4,w4], "538" [n,2,h4,w4], "539" [n,2,h4,w4] and "540" [n,10,h4,w4]. A
// model without these is refused.
func Patch(model []byte) ([]byte, error) {
	found := map[string]int{}
	patched, err := onnx.Edit(model, func(name string, output bool) (onnx.Value, bool) {
		channels, known := outputs[name]
		switch {
		case !output && name == input:
			found[name]++
			return onnx.Value{Name: name, Type: onnx.Float32, Dims: []any{"n", 3, "h", "w"}}, true
		case output && known:
			found[name]++
			return onnx.Value{Name: name, Type: onnx.Float32, Dims: []any{"n", channels, "h4", "w4"}}, true
		}
		return onnx.Value{}, false
	})
	if err != nil {
		return nil, fmt.Errorf("patching the face detector: %w", err)
	}
	if len(found) != 1+len(outputs) {
		return nil, fmt.Errorf("patching the face detector: it is not CenterFace: inputs and outputs found: %v", found)
	}
	return patched, nil
}
