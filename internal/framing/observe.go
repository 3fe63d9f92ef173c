package framing

import (
	"context"
	"fmt"

	"golang.org/x/sync/errgroup"

	"clipd/internal/media"
)

// observation is all that the camera is decided from.
type observation struct {
	changes []change // one for each frame
	looks   []look   // in order of frames
	heard   rhythm
	insets  []inset // px of the source
	voices  voices
}

// pictures calls each with every picture of the moment in order, as
// [media.ReadFrames] does.
type pictures func(ctx context.Context, each func(n int, pix []byte) error) error

// observer watches the pictures of a moment.
type observer struct {
	video    media.Video
	detector *detector
	rate     float64
	w, h     int // of the pictures
	seen     func(n int)
	odds     func(first int, heads [][]byte) ([]float64, error) // nil without an active speaker model
}

// observe compares the pictures and searches them for faces, both at a time.
func (o observer) observe(ctx context.Context, read pictures) (observation, error) {
	var out observation
	group, ctx := errgroup.WithContext(ctx)
	due := make(chan glimpse, 4)
	group.Go(func() error {
		defer close(due)
		return o.compare(ctx, read, due, &out.changes)
	})
	group.Go(func() error {
		glanceW, _ := fitArea(o.w, o.h, glanceArea)
		large := smallFace * float64(o.w) / float64(glanceW)
		w := watcher{rate: o.rate, gaze: gaze{second: frames(1, o.rate), large: large}, find: o.search, odds: o.odds}
		for g := range due {
			if err := w.see(g); err != nil {
				return err
			}
		}
		if err := w.finish(); err != nil {
			return err
		}
		for _, l := range w.looks {
			out.looks = append(out.looks, look{l.frame, o.inSource(l.faces)})
		}
		for _, i := range w.insets {
			i.rect = i.rect.scaled(float64(o.video.Width)/float64(o.w), float64(o.video.Height)/float64(o.h))
			out.insets = append(out.insets, i)
		}
		return nil
	})
	if err := group.Wait(); err != nil {
		return observation{}, err
	}
	return out, nil
}

// compare makes the changes and hands out the pictures of the samples, and each
// first one after a jump, which may be a cut.
func (o observer) compare(ctx context.Context, read pictures, due chan<- glimpse, changes *[]change) error {
	c := comparer{reach: frames(flash, o.rate)}
	return read(ctx, func(n int, pix []byte) error {
		p := newPicture(pix, o.w, o.h)
		ch := c.next(newThumb(p.y, p.w, p.h))
		*changes = append(*changes, ch)
		jump := another(ch, ch.diff)
		if from, to := samplesOf(n, o.rate); jump || from < to {
			// The reader uses its buffer again.
			kept := newPicture(append([]byte(nil), pix...), o.w, o.h)
			select {
			case due <- glimpse{n, kept, jump}:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		o.seen(n)
		return nil
	})
}

// search looks for faces in the picture.
func (o observer) search(p picture, closely bool) ([]face, error) {
	w, h := fitArea(o.w, o.h, glanceArea)
	if closely {
		w, h = o.w, o.h
	}
	faces, err := o.detector.find(p, w, h)
	if err != nil {
		return nil, fmt.Errorf("searching a picture of %dx%d: %w", w, h, err)
	}
	return faces, nil
}

// inSource scales faces from pixels of the pictures to pixels of the source.
func (o observer) inSource(faces []face) []face {
	out := make([]face, len(faces))
	for i, f := range faces {
		out[i] = f.scaled(float64(o.video.Width)/float64(o.w), float64(o.video.Height)/float64(o.h))
	}
	return out
}
