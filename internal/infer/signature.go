package infer

import (
	"encoding/binary"
	"fmt"
	"io"
	"os"

	"google.golang.org/protobuf/encoding/protowire"
)

// signature is what a graph takes and gives, by name.
type signature struct {
	inputs, outputs []string
}

// Field numbers of onnx.proto.
const (
	modelGraph   = 7
	graphInput   = 11
	graphOutput  = 12
	valueName    = 1
	maxValueInfo = 1 << 20 // bytes; a real one has tens
)

// readSignature finds the names of a graph's inputs and outputs. The binding
// wants them before it opens a session, and can tell them only by loading the
// whole graph a first time; skipping over the weights costs nothing.
func readSignature(path string) (signature, error) {
	f, err := os.Open(path)
	if err != nil {
		return signature{}, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return signature{}, err
	}
	sig, err := parseSignature(f, info.Size())
	if err != nil {
		return signature{}, fmt.Errorf("%s is not an ONNX graph: %w", path, err)
	}
	return sig, nil
}

func parseSignature(r io.ReaderAt, size int64) (signature, error) {
	var sig signature
	graphs := 0
	err := eachField(r, 0, size, func(num protowire.Number, at, end int64) error {
		if num != modelGraph {
			return nil
		}
		graphs++
		return eachField(r, at, end, func(num protowire.Number, at, end int64) error {
			if num != graphInput && num != graphOutput {
				return nil
			}
			name, err := valueInfoName(r, at, end)
			if err != nil {
				return err
			}
			if num == graphInput {
				sig.inputs = append(sig.inputs, name)
			} else {
				sig.outputs = append(sig.outputs, name)
			}
			return nil
		})
	})
	switch {
	case err != nil:
		return signature{}, err
	case graphs != 1 || len(sig.inputs) == 0 || len(sig.outputs) == 0:
		return signature{}, fmt.Errorf("%d graphs with %d inputs and %d outputs", graphs, len(sig.inputs), len(sig.outputs))
	}
	return sig, nil
}

// eachField calls each for every length-delimited field of the message that
// lies in [at, end), with where its content lies.
func eachField(r io.ReaderAt, at, end int64, each func(num protowire.Number, at, end int64) error) error {
	for at < end {
		key, n, err := uvarintAt(r, at, end)
		if err != nil {
			return err
		}
		at += n
		num, typ := protowire.DecodeTag(key)
		if num < protowire.MinValidNumber {
			return fmt.Errorf("field number %d at byte %d", num, at)
		}
		switch typ {
		case protowire.VarintType:
			if _, n, err = uvarintAt(r, at, end); err != nil {
				return err
			}
			at += n
		case protowire.Fixed32Type:
			at += 4
		case protowire.Fixed64Type:
			at += 8
		case protowire.BytesType:
			length, n, err := uvarintAt(r, at, end)
			if err != nil {
				return err
			}
			at += n
			if length > uint64(end-at) {
				return fmt.Errorf("field of %d bytes at byte %d: %w", length, at, io.ErrUnexpectedEOF)
			}
			if err := each(num, at, at+int64(length)); err != nil {
				return err
			}
			at += int64(length)
		default:
			return fmt.Errorf("wire type %d at byte %d", typ, at)
		}
	}
	if at > end {
		return io.ErrUnexpectedEOF
	}
	return nil
}

func uvarintAt(r io.ReaderAt, at, end int64) (v uint64, n int64, err error) {
	b := make([]byte, min(end-at, binary.MaxVarintLen64))
	if k, err := r.ReadAt(b, at); k < len(b) {
		return 0, 0, fmt.Errorf("number at byte %d: %w", at, err)
	}
	v, k := protowire.ConsumeVarint(b)
	if err := protowire.ParseError(k); err != nil {
		return 0, 0, fmt.Errorf("number at byte %d: %w", at, err)
	}
	return v, int64(k), nil
}

func valueInfoName(r io.ReaderAt, at, end int64) (string, error) {
	if end-at > maxValueInfo {
		return "", fmt.Errorf("description of an input of %d bytes", end-at)
	}
	name := ""
	err := eachField(r, at, end, func(num protowire.Number, at, end int64) error {
		if num != valueName {
			return nil
		}
		b := make([]byte, end-at)
		if _, err := r.ReadAt(b, at); err != nil {
			return fmt.Errorf("name at byte %d: %w", at, err)
		}
		name = string(b)
		return nil
	})
	return name, err
}
