package infer

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"
	"google.golang.org/protobuf/encoding/protowire"

	"clipd/internal/mediatest"
	"clipd/internal/models"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// library is the runtime library in the models folder that the tests use.
func library(t *testing.T) string {
	t.Helper()
	path, err := models.Open(mediatest.Models(t)).Runtime()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// graph writes an ONNX graph with one input per entry of in, float32, one
// dynamic dimension, and one node.
func graph(t *testing.T, op string, in []string, out string, attributes ...[]byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), op+".onnx")
	if err := os.WriteFile(path, graphBytes(op, in, out, attributes...), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func graphBytes(op string, in []string, out string, attributes ...[]byte) []byte {
	str := func(b []byte, num protowire.Number, s string) []byte {
		return protowire.AppendString(protowire.AppendTag(b, num, protowire.BytesType), s)
	}
	sub := func(b []byte, num protowire.Number, m []byte) []byte {
		return protowire.AppendBytes(protowire.AppendTag(b, num, protowire.BytesType), m)
	}
	num := func(b []byte, n protowire.Number, v uint64) []byte {
		return protowire.AppendVarint(protowire.AppendTag(b, n, protowire.VarintType), v)
	}
	value := func(name string) []byte {
		dim := str(nil, 2, "n_"+name)
		tensor := sub(num(nil, 1, 1), 2, sub(nil, 1, dim))
		return sub(str(nil, 1, name), 2, sub(nil, 1, tensor))
	}
	var node []byte
	for _, name := range in {
		node = str(node, 1, name)
	}
	node = str(str(node, 2, out), 4, op)
	for _, a := range attributes {
		node = sub(node, 5, a)
	}
	g := str(sub(nil, 1, node), 2, "g")
	for _, name := range in {
		g = sub(g, 11, value(name))
	}
	g = sub(g, 12, value(out))
	opset := num(str(nil, 1, ""), 2, 17)
	return sub(sub(num(nil, 1, 8), 7, g), 8, opset)
}

// concat is the graph `all = past ++ next`, shaped like a key-value cache.
func concat(t *testing.T) string {
	axis := protowire.AppendString(protowire.AppendTag(nil, 1, protowire.BytesType), "axis")
	axis = protowire.AppendVarint(protowire.AppendTag(axis, 3, protowire.VarintType), 0)
	axis = protowire.AppendVarint(protowire.AppendTag(axis, 20, protowire.VarintType), 2)
	return graph(t, "Concat", []string{"past", "next"}, "all", axis)
}

func start(t *testing.T) *Runtime {
	t.Helper()
	r, err := Start(library(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	})
	return r
}

func tensor(t *testing.T, data ...float32) *Tensor {
	t.Helper()
	x, err := NewTensor([]int64{int64(len(data))}, data)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = x.Close() })
	return x
}

func TestRun(t *testing.T) {
	r := start(t)
	s, err := r.Load(graph(t, "Add", []string{"a", "b"}, "sum"), Options{Threads: 2})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if got := s.Inputs(); !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("inputs %q", got)
	}
	if got := s.Outputs(); !slices.Equal(got, []string{"sum"}) {
		t.Errorf("outputs %q", got)
	}
	out, err := s.Run(map[string]*Tensor{"a": tensor(t, 1, 2, 3), "b": tensor(t, 10, 20, 30)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer CloseAll(out)
	if got := Data[float32](out["sum"]); !slices.Equal(got, []float32{11, 22, 33}) {
		t.Errorf("sum %v", got)
	}
	if got := Data[int64](out["sum"]); got != nil {
		t.Errorf("float tensor read as int64 gives %v", got)
	}
	for name, run := range map[string]func() error{
		"missing input": func() error { _, err := s.Run(map[string]*Tensor{"a": tensor(t, 1)}, nil); return err },
		"unknown input": func() error {
			_, err := s.Run(map[string]*Tensor{"a": tensor(t, 1), "b": tensor(t, 1), "c": tensor(t, 1)}, nil)
			return err
		},
		"unknown output": func() error {
			_, err := s.Run(map[string]*Tensor{"a": tensor(t, 1), "b": tensor(t, 1)}, []string{"product"})
			return err
		},
		"shapes that do not fit": func() error {
			_, err := s.Run(map[string]*Tensor{"a": tensor(t, 1, 2), "b": tensor(t, 1, 2, 3)}, nil)
			return err
		},
	} {
		if run() == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestOutputsFeedInputsWithoutACopy(t *testing.T) {
	r := start(t)
	s, err := r.Load(concat(t), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	buffers := [2][]float32{make([]float32, 8), make([]float32, 8)}
	past, err := NewTensor([]int64{0}, []float32{})
	if err != nil {
		t.Fatal(err)
	}
	for n := 1; n <= 5; n++ {
		memory := buffers[n%2][:n]
		all, err := NewTensor([]int64{int64(n)}, memory)
		if err != nil {
			t.Fatal(err)
		}
		in := map[string]*Tensor{"past": past, "next": tensor(t, float32(n))}
		if err := s.RunInto(in, map[string]*Tensor{"all": all}); err != nil {
			t.Fatal(err)
		}
		if &Data[float32](all)[0] != &memory[0] {
			t.Fatal("output lies elsewhere than the memory given")
		}
		_ = past.Close()
		past = all
	}
	if got := Data[float32](past); !slices.Equal(got, []float32{1, 2, 3, 4, 5}) {
		t.Errorf("after five runs %v", got)
	}
	_ = past.Close()
	_ = past.Close()
}

func TestConcurrentRuns(t *testing.T) {
	r := start(t)
	s, err := r.Load(graph(t, "Mul", []string{"a", "b"}, "product"), Options{Threads: 2})
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			for i := range 50 {
				a, _ := NewTensor([]int64{2}, []float32{float32(g), float32(i)})
				b, _ := NewTensor([]int64{2}, []float32{2, 3})
				out, err := s.Run(map[string]*Tensor{"a": a, "b": b}, nil)
				if err != nil {
					t.Error(err)
					return
				}
				if got := Data[float32](out["product"]); got[0] != float32(2*g) || got[1] != float32(3*i) {
					t.Errorf("product %v of %d and %d", got, g, i)
				}
				_, _, _ = a.Close(), b.Close(), out["product"].Close()
			}
		})
	}
	wg.Wait()
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Error("closing twice:", err)
	}
	if _, err := s.Run(map[string]*Tensor{"a": tensor(t, 1), "b": tensor(t, 1)}, nil); err == nil {
		t.Error("a closed session runs")
	}
}

func TestStartSharesOneLibrary(t *testing.T) {
	r := start(t)
	second, err := Start(library(t))
	if err != nil {
		t.Fatal(err)
	}
	if second.Version() != r.Version() || second.Version() == "" {
		t.Errorf("versions %q and %q", second.Version(), r.Version())
	}
	if _, err := Start("/elsewhere/libonnxruntime.so"); err == nil {
		t.Error("another library started beside the running one")
	}
	if err := second.Close(); err != nil {
		t.Error(err)
	}
	if err := second.Close(); err != nil {
		t.Error("closing twice:", err)
	}
	if x, err := NewTensor([]int64{1}, []float32{1}); err != nil {
		t.Error("the first runtime stopped with the second:", err)
	} else {
		_ = x.Close()
	}
}

func TestStartNamesTheMissingLibrary(t *testing.T) {
	_, err := Start("/nowhere/libonnxruntime.so")
	if err == nil || !strings.Contains(err.Error(), "/nowhere/libonnxruntime.so") {
		t.Errorf("error %v", err)
	}
}

func TestLoadRefusesWhatIsNoGraph(t *testing.T) {
	r := start(t)
	path := filepath.Join(t.TempDir(), "not.onnx")
	for _, content := range []string{"", "hello, world", "\x08\x08"} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := r.Load(path, Options{}); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("%q: error %v", content, err)
		}
	}
	if _, err := r.Load(path+".absent", Options{}); err == nil {
		t.Error("a missing file loads")
	}
}

func TestTensorShape(t *testing.T) {
	start(t)
	if _, err := NewTensor([]int64{2, 3}, make([]float32, 5)); err == nil {
		t.Error("five elements make a 2x3 tensor")
	}
	x, err := NewTensor([]int64{2, 3}, make([]int64, 6))
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if !slices.Equal(x.Shape(), []int64{2, 3}) {
		t.Errorf("shape %v", x.Shape())
	}
}
