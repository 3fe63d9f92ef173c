package whisper

// Format numbers the layout of the prepared files. A change of the graphs
// changes it.
const Format = 1

// The prepared files of a model, in its folder.
const (
	EncoderFile        = "encoder.onnx"
	EncoderWeightsFile = "encoder.weights"
	DecoderFile        = "decoder.onnx"
	DecoderWeightsFile = "decoder.weights"
	EmbeddingsFile     = "embeddings.f16"
	TokenizerFile      = "tokenizer.json"
	ConfigFile         = "config.json"
	ShapeFile          = "shape.json"
)

// WeightsFile is the file of a CTranslate2 folder that holds the weights.
const WeightsFile = "model.bin"

// Files lists the prepared files.
func Files() []string {
	return []string{
		EncoderFile, EncoderWeightsFile, DecoderFile, DecoderWeightsFile,
		EmbeddingsFile, TokenizerFile, ConfigFile, ShapeFile,
	}
}

// Description is the content of ShapeFile.
type Description struct {
	Format int `json:"format"`
	Shape
	AlignmentHeads int `json:"alignment_heads"`
}

// Limits on the small files of a folder, far above the real ones.
const (
	MaxConfigSize    = 1 << 20
	MaxTokenizerSize = 32 << 20
)

// FileError is a fault of one file of a model's folder.
type FileError struct {
	File string
	Err  error
}

func (e *FileError) Error() string { return e.File + ": " + e.Err.Error() }

// Unwrap returns the cause.
func (e *FileError) Unwrap() error { return e.Err }
