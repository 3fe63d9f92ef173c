package infer

import (
	"fmt"

	ort "github.com/yalue/onnxruntime_go"
)

// Element is what a tensor can hold.
type Element interface {
	float32 | float64 | int8 | uint8 | int32 | int64
}

// Tensor is an array in row-major order. Its memory is a Go slice that ONNX
// Runtime reads and writes in place.
type Tensor struct {
	value ort.Value
	shape []int64
}

// NewTensor makes a tensor of the shape over data, without copying it. A
// dimension may be 0. Data longer than the shape is an error, as is shorter. An
// empty shape makes a scalar, whose one element is copied.
func NewTensor[T Element](shape []int64, data []T) (*Tensor, error) {
	n := int64(1)
	for _, d := range shape {
		n *= d
	}
	if n != int64(len(data)) {
		return nil, fmt.Errorf("tensor of shape %v needs %d elements, not %d", shape, n, len(data))
	}
	if len(shape) == 0 {
		value, err := ort.NewScalar(data[0])
		if err != nil {
			return nil, fmt.Errorf("making a scalar tensor: %w", err)
		}
		return &Tensor{value: value}, nil
	}
	value, err := ort.NewTensor(ort.NewShape(shape...), data)
	if err != nil {
		return nil, fmt.Errorf("making a tensor of shape %v: %w", shape, err)
	}
	return &Tensor{value: value, shape: value.GetShape()}, nil
}

// Shape is the length of each dimension.
func (t *Tensor) Shape() []int64 { return append([]int64(nil), t.shape...) }

// Data is the tensor's memory: writing to it changes the tensor. It is nil when
// the tensor holds another type, is a scalar, or is closed.
func Data[T Element](t *Tensor) []T {
	v, ok := t.value.(*ort.Tensor[T])
	if !ok {
		return nil
	}
	return v.GetData()
}

// Close frees what ONNX Runtime holds of the tensor. The slice that [Data] gave
// stays valid. Closing twice, or nil, does nothing.
func (t *Tensor) Close() error {
	if t == nil || t.value == nil {
		return nil
	}
	err := t.value.Destroy()
	t.value = nil
	return err
}

// CloseAll closes every tensor of the map.
func CloseAll(tensors map[string]*Tensor) {
	for _, t := range tensors {
		_ = t.Close()
	}
}
