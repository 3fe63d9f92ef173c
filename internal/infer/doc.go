// Package infer runs ONNX graphs with ONNX Runtime on the processor: the
// process-wide environment, sessions, and tensors whose memory is ours, so that
// a graph's outputs (a key-value cache) can be its next inputs without a copy.
//
// It knows nothing of what a graph computes, chooses no model and downloads
// nothing: the runtime library and the graphs are files that package models
// keeps. The binding is github.com/yalue/onnxruntime_go.
package infer
