package whisper

import (
	"bufio"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"clipd/internal/models/ct2"
	"clipd/internal/models/onnx"
)

// Prepare reads the CTranslate2 folder from and writes the prepared files into
// the folder to, which must exist. The same input gives the same bytes on every
// machine. Only one matrix of the encoder is in memory at a time. progress, if
// not nil, is told how many bytes have been written. What is wrong with a file
// of the folder is a [*FileError].
func Prepare(ctx context.Context, from, to string, progress func(written int64)) error {
	p := &preparation{ctx: ctx, to: to, progress: progress}
	weights, err := os.Open(filepath.Join(from, WeightsFile))
	if err != nil {
		return &FileError{WeightsFile, err}
	}
	defer weights.Close()
	info, err := weights.Stat()
	if err != nil {
		return &FileError{WeightsFile, err}
	}
	if p.model, err = ct2.Open(weights, info.Size()); err != nil {
		return &FileError{WeightsFile, err}
	}
	if p.shape, err = ReadShape(p.model); err != nil {
		return &FileError{WeightsFile, err}
	}
	config, err := p.readSmall(from, ConfigFile, MaxConfigSize)
	if err != nil {
		return err
	}
	if p.config, err = ParseConfig(config, p.shape); err != nil {
		return &FileError{ConfigFile, err}
	}
	tokenizer, err := p.readSmall(from, TokenizerFile, MaxTokenizerSize)
	if err != nil {
		return err
	}
	if err := CheckTokenizer(tokenizer, p.shape); err != nil {
		return &FileError{TokenizerFile, err}
	}
	return errors.Join(p.writeSmall(ConfigFile, config), p.writeSmall(TokenizerFile, tokenizer), p.write())
}

type preparation struct {
	ctx      context.Context
	to       string
	progress func(int64)
	written  int64
	model    *ct2.Model
	shape    Shape
	config   Config
}

func (p *preparation) readSmall(from, name string, limit int64) ([]byte, error) {
	f, err := os.Open(filepath.Join(from, name))
	if err != nil {
		return nil, &FileError{name, err}
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, &FileError{name, err}
	}
	if int64(len(data)) > limit {
		return nil, &FileError{name, fmt.Errorf("it is larger than %d bytes", limit)}
	}
	return data, nil
}

func (p *preparation) write() error {
	err := p.writeGraph(EncoderFile, EncoderWeightsFile, func(data *onnx.Data) ([]byte, error) {
		return encoder(p.model, p.shape, data)
	})
	if err != nil {
		return err
	}
	err = p.writeGraph(DecoderFile, DecoderWeightsFile, func(data *onnx.Data) ([]byte, error) {
		return decoder(p.model, p.shape, p.config.Alignment, data)
	})
	if err != nil {
		return err
	}
	if err := p.writeFile(EmbeddingsFile, p.embeddings); err != nil {
		return err
	}
	shape, err := json.MarshalIndent(Description{Format, p.shape, len(p.config.Alignment)}, "", "  ")
	if err != nil {
		return err
	}
	return p.writeSmall(ShapeFile, append(shape, '\n'))
}

func (p *preparation) writeGraph(name, weights string, build func(*onnx.Data) ([]byte, error)) error {
	var graph []byte
	err := p.writeFile(weights, func(w io.Writer) error {
		data := onnx.NewData(w, weights)
		var err error
		if graph, err = build(data); err != nil {
			return &FileError{WeightsFile, err}
		}
		return data.Flush()
	})
	if err != nil {
		return err
	}
	return p.writeSmall(name, graph)
}

func (p *preparation) embeddings(w io.Writer) error {
	out := bufio.NewWriterSize(w, 256<<10)
	var raw []byte
	err := p.model.Rows("decoder/embeddings/weight", func(row []float32) error {
		if !fitsFloat16(row, false) {
			return errors.New("decoder/embeddings/weight holds numbers over 65504")
		}
		raw = raw[:0]
		for _, v := range row {
			raw = binary.LittleEndian.AppendUint16(raw, ct2.ToFloat16(v))
		}
		_, err := out.Write(raw)
		return err
	})
	if err != nil {
		return &FileError{WeightsFile, err}
	}
	return out.Flush()
}

func (p *preparation) writeSmall(name string, data []byte) error {
	return p.writeFile(name, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

func (p *preparation) writeFile(name string, write func(io.Writer) error) error {
	f, err := os.Create(filepath.Join(p.to, name))
	if err != nil {
		return fmt.Errorf("preparing %s: %w", name, err)
	}
	defer f.Close()
	if err := write(preparationWriter{p, f}); err != nil {
		return fmt.Errorf("preparing %s: %w", name, err)
	}
	// Not synced: a file torn by a power cut fails its hash and is made again.
	if err := f.Close(); err != nil {
		return fmt.Errorf("preparing %s: %w", name, err)
	}
	return nil
}

// preparationWriter is where a cancelled preparation stops.
type preparationWriter struct {
	p *preparation
	w io.Writer
}

func (w preparationWriter) Write(b []byte) (int, error) {
	if err := w.p.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := w.w.Write(b)
	w.p.written += int64(n)
	if w.p.progress != nil {
		w.p.progress(w.p.written)
	}
	return n, err
}
