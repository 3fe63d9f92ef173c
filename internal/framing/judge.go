package framing

import (
	"fmt"

	"clipd/internal/infer"
)

// judge asks an active speaker model (LR-ASD: Liao et al., "A Light Weight Model
// for Active Speaker Detection", CVPR 2023) whether a face speaks.
type judge struct {
	session *infer.Session
	heard   []cepstrum // from the first sample on, four a sample
}

// odds are the log odds that the face of the heads speaks, one for each; the
// first one is of the sample.
func (j judge) odds(first int, heads [][]byte) ([]float64, error) {
	n := len(heads)
	sounds := make([]float32, 0, frameGroup*n*cepstra)
	for i := range frameGroup * n {
		var c cepstrum
		if len(j.heard) > 0 {
			c = j.heard[min(frameGroup*first+i, len(j.heard)-1)]
		}
		sounds = append(sounds, c[:]...)
	}
	pictures := make([]float32, 0, n*headSide*headSide)
	for _, h := range heads {
		for _, v := range h {
			pictures = append(pictures, float32(v))
		}
	}
	audio, err := infer.NewTensor([]int64{1, int64(frameGroup * n), cepstra}, sounds)
	if err != nil {
		return nil, fmt.Errorf("judging who speaks: %w", err)
	}
	defer audio.Close()
	visual, err := infer.NewTensor([]int64{1, int64(n), headSide, headSide}, pictures)
	if err != nil {
		return nil, fmt.Errorf("judging who speaks: %w", err)
	}
	defer visual.Close()
	out, err := j.session.Run(map[string]*infer.Tensor{"audio": audio, "visual": visual}, []string{"score"})
	if err != nil {
		return nil, fmt.Errorf("judging who speaks: %w", err)
	}
	defer infer.CloseAll(out)
	scores := infer.Data[float32](out["score"])
	if len(scores) != n {
		return nil, fmt.Errorf("judging who speaks: the active speaker model gives %d scores for %d pictures", len(scores), n)
	}
	odds := make([]float64, n)
	for i, v := range scores {
		odds[i] = float64(v)
	}
	return odds, nil
}

const (
	judgedAtOnce = 140 // samples: more need much memory
	judgedBefore = 20  // of them judged again, as what went before the others
	judgedFaces  = 4   // the largest ones of a picture
)

// wider is how many of the faces are wider than face k, or as wide and before it.
func wider(faces []face, k int) int {
	n := 0
	for i, f := range faces {
		if f.w > faces[k].w || f.w == faces[k].w && i < k {
			n++
		}
	}
	return n
}

// portraits are a face's heads that are to be judged, of samples in a row.
type portraits struct {
	heads   [][]byte
	motions []*motion
	done    int // so many were judged already
}

// add takes the next head, and judges when there are many.
func (p *portraits) add(head []byte, m *motion, odds func(first int, heads [][]byte) ([]float64, error)) error {
	if n := len(p.motions); n > 0 && m.sample != p.motions[n-1].sample+1 {
		if err := p.finish(odds); err != nil {
			return err
		}
	}
	p.heads, p.motions = append(p.heads, head), append(p.motions, m)
	if len(p.heads) < judgedAtOnce {
		return nil
	}
	const sure = judgedAtOnce - judgedBefore // what follows the others is not known yet
	if err := p.judge(sure, odds); err != nil {
		return err
	}
	from := sure - judgedBefore
	p.heads, p.motions, p.done = append([][]byte(nil), p.heads[from:]...), append([]*motion(nil), p.motions[from:]...), judgedBefore
	return nil
}

// finish judges the rest.
func (p *portraits) finish(odds func(first int, heads [][]byte) ([]float64, error)) error {
	err := p.judge(len(p.heads), odds)
	*p = portraits{}
	return err
}

func (p *portraits) judge(to int, odds func(first int, heads [][]byte) ([]float64, error)) error {
	if p.done >= to {
		return nil
	}
	all, err := odds(p.motions[0].sample, p.heads)
	if err != nil {
		return err
	}
	for i := p.done; i < to; i++ {
		p.motions[i].judged, p.motions[i].odds = true, all[i]
	}
	return nil
}
