package infer

import (
	"bytes"
	"slices"
	"testing"
)

func TestParseSignature(t *testing.T) {
	b := graphBytes("Add", []string{"a", "b"}, "sum")
	sig, err := parseSignature(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(sig.inputs, []string{"a", "b"}) || !slices.Equal(sig.outputs, []string{"sum"}) {
		t.Errorf("signature %+v", sig)
	}
	for cut := range b {
		if _, err := parseSignature(bytes.NewReader(b[:cut]), int64(cut)); err == nil && cut < len(b)-8 {
			t.Errorf("no error for the first %d of %d bytes", cut, len(b))
		}
	}
}

func FuzzParseSignature(f *testing.F) {
	b := graphBytes("Add", []string{"a", "b"}, "sum")
	f.Add(b)
	f.Add(b[:len(b)/2])
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		sig, err := parseSignature(bytes.NewReader(b), int64(len(b)))
		if err == nil && (len(sig.inputs) == 0 || len(sig.outputs) == 0) {
			t.Errorf("no error for a graph without inputs or outputs: %+v", sig)
		}
	})
}
