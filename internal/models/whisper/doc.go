// Package whisper turns the weights of a Whisper model, as CTranslate2 stores
// them, into two ONNX graphs and a table of token embeddings.
//
// It does not run them; transcribe does, through ONNX Runtime. It takes any
// size of model: the shape is read from the weights and every weight is checked
// against it before anything is written.
//
//	encoder  mel [1,MelBins,F] float32
//	         -> for each decoder layer l the keys and values of its attention
//	            to the sound: ck{l} [1,Heads,64,S], cv{l} [1,Heads,S,64]; S = F/2
//	decoder  embeddings [1,L,Dim] float32 (rows of the table, for L tokens),
//	         past [1] int64 (P, how many tokens came before),
//	         pk{l}, pv{l} [1,Heads,P,64], ck{l}, cv{l}
//	         -> logits [1,L,Vocabulary],
//	            align [1,A,L,S], the attention of the alignment heads, softmaxed,
//	            nk{l}, nv{l} [1,Heads,P+L,64]
//	table    Dim little-endian float16 for each token
//
// The network is that of Radford et al., "Robust Speech Recognition via
// Large-Scale Weak Supervision" (2022), with the names and layout of
// CTranslate2's WhisperSpec: pre-norm layers, fused query-key-value matrices
// [3 Dim, Dim], fused cross keys and values [2 Dim, Dim], GELU by the error
// function, layer norm with epsilon 1e-5, queries scaled by 1/8.
//
// The encoder computes in float32 with weights stored as float16 where that
// loses nothing. The decoder's matrices are 8 bits in blocks of 32 along the
// input (ONNX Runtime's MatMulNBits), which halves the time of a token; its
// output projection is the embedding table again, as in the original.
package whisper
