package models

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"clipd/internal/models/onnx"
)

// ActiveSpeaker names the model that tells which of the faces of a picture
// speaks. There is no pack of it: the user adds one.
const ActiveSpeaker = "active-speaker"

const (
	activeSpeakerFile = "active-speaker.onnx"
	maxActiveSpeaker  = 256 << 20 // bytes; LR-ASD has 3 MB
)

// What the graph of an active speaker model takes and gives (LR-ASD).
var (
	activeSpeakerInputs  = []string{"audio", "visual"}
	activeSpeakerOutputs = []string{"score"}
)

// AddActiveSpeaker keeps the model of the file, an ONNX graph as LR-ASD's (Liao
// et al. 2023): inputs audio [1,4T,13] and visual [1,T,112,112] at 25 frames a
// second, output score [1,T], the log odds that the face speaks. The hashes are
// returned and kept. A model added before is replaced.
func (s *Store) AddActiveSpeaker(ctx context.Context, from string) (Added, error) {
	added := Added{Name: ActiveSpeaker}
	err := s.locked(ctx, func() {}, func(tmp string) error {
		model, err := readModel(from)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(tmp, activeSpeakerFile), model, 0o644); err != nil {
			return err
		}
		size, sum, err := sumFile(filepath.Join(tmp, activeSpeakerFile), -1)
		if err != nil {
			return err
		}
		added.Source = []Sum{{filepath.Base(from), size, sum}}
		added.Files = []Sum{{activeSpeakerFile, size, sum}}
		if err := s.install(ctx, added.files(), tmp); err != nil {
			return err
		}
		return s.changeAdded(func(r *addedRegistry) { r.ActiveSpeaker = &added })
	})
	if err != nil {
		return Added{}, fmt.Errorf("adding the active speaker model %s: %w", from, err)
	}
	return added, nil
}

// readModel reads a graph that takes and gives what an active speaker model
// does.
func readModel(from string) ([]byte, error) {
	info, err := os.Stat(from)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > maxActiveSpeaker {
		return nil, fmt.Errorf("it is not a file of at most %d MB", maxActiveSpeaker>>20)
	}
	model, err := os.ReadFile(from)
	if err != nil {
		return nil, err
	}
	var inputs, outputs []string
	_, err = onnx.Edit(model, func(name string, output bool) (onnx.Value, bool) {
		if output {
			outputs = append(outputs, name)
		} else {
			inputs = append(inputs, name)
		}
		return onnx.Value{}, false
	})
	if err != nil {
		return nil, err
	}
	slices.Sort(inputs)
	if !slices.Equal(inputs, activeSpeakerInputs) || !slices.Equal(outputs, activeSpeakerOutputs) {
		return nil, fmt.Errorf("its graph takes %q and gives %q; an active speaker model as LR-ASD takes %q and gives %q", inputs, outputs, activeSpeakerInputs, activeSpeakerOutputs)
	}
	return model, nil
}

// ActiveSpeakerModel returns the path of the model that the user added, "" where
// there is none.
func (s *Store) ActiveSpeakerModel() (string, error) {
	registry, err := s.readRegistry()
	if err != nil || registry.ActiveSpeaker == nil {
		return "", err
	}
	return s.checked(registry.ActiveSpeaker.files()[0], "run `clipd models add active-speaker` again")
}
