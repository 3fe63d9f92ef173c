// Package onnx writes ONNX models, and edits the lists of inputs and outputs of
// one that exists.
//
// It knows the wire form of ModelProto and no more: no shape inference, no
// check that a graph makes sense. Large tensors go to a second file beside the
// model ("external data"), because one protobuf message may not pass 2 GiB and
// because they can then be written as they are computed.
//
// Field numbers are those of onnx.proto3 in onnx/onnx (IR version 8). The same
// calls give the same bytes, so a written model can be pinned by its hash.
package onnx
