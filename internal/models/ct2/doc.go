// Package ct2 reads the weight file (model.bin) of a CTranslate2 Whisper
// model.
//
// It reads the table of variables and hands out values as float32, row by row,
// so that a model larger than the memory can be converted. It does not know
// what the variables mean, nor does it run anything.
//
// The format is binary version 6 of CTranslate2's model specification
// (python/ctranslate2/specs/model_spec.py in OpenNMT/CTranslate2): little
// endian; version, specification name and revision; a count of variables, each
// of name, rank, dimensions, type, byte count and data; a count of aliases.
// Strings carry a u16 length that counts their closing NUL.
package ct2
