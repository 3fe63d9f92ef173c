package framing

import (
	"context"
	"fmt"
	"math"

	"golang.org/x/sync/errgroup"

	"clipd/internal/media"
)

// observation is all that the camera is decided from.
type observation struct {
	changes []change // one for each frame
	looks   []look   // in order of frames
}

// pictures calls each with every picture of the moment in order, as
// [media.ReadFrames] does.
type pictures func(ctx context.Context, each func(n int, pix []byte) error) error

// glimpse is a picture that is to be searched for faces.
type glimpse struct {
	n int
	p picture
}

// observer watches the pictures of a moment.
type observer struct {
	video    media.Video
	detector *detector
	rate     float64
	w, h     int // of the pictures
	seen     func(n int)
}

// observe compares the pictures and searches them for faces, both at a time.
func (o observer) observe(ctx context.Context, read pictures) (observation, error) {
	var out observation
	group, ctx := errgroup.WithContext(ctx)
	due := make(chan glimpse, 2)
	group.Go(func() error {
		defer close(due)
		return o.compare(ctx, read, due, &out.changes)
	})
	group.Go(func() error {
		g := gaze{second: frames(1, o.rate)}
		for p := range due {
			faces, err := g.look(p.n, func(closely bool) ([]face, error) { return o.search(p.p, closely) })
			if err != nil {
				return err
			}
			out.looks = append(out.looks, look{p.n, o.inSource(faces)})
		}
		return nil
	})
	if err := group.Wait(); err != nil {
		return observation{}, err
	}
	return out, nil
}

// compare makes the changes and hands out the pictures that are due for a look:
// some each second, and the first one after a jump, which may be a cut.
func (o observer) compare(ctx context.Context, read pictures, due chan<- glimpse, changes *[]change) error {
	every := max(1, int(math.Round(o.rate/lookRate)))
	c := comparer{reach: frames(flash, o.rate)}
	last := -every
	return read(ctx, func(n int, pix []byte) error {
		p := newPicture(pix, o.w, o.h)
		ch := c.next(newThumb(p.y, p.w, p.h))
		*changes = append(*changes, ch)
		if another(ch, ch.diff) || n-last >= every {
			last = n
			// The reader uses its buffer again.
			kept := newPicture(append([]byte(nil), pix...), o.w, o.h)
			select {
			case due <- glimpse{n, kept}:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		o.seen(n)
		return nil
	})
}

// search looks for faces in the picture. They are in pixels of a glance.
func (o observer) search(p picture, closely bool) ([]face, error) {
	w, h := fitArea(o.w, o.h, glanceArea)
	gw := w
	if closely {
		w, h = o.w, o.h
	}
	faces, err := o.detector.find(p, w, h)
	if err != nil {
		return nil, fmt.Errorf("searching a picture of %dx%d: %w", w, h, err)
	}
	s := float64(gw) / float64(o.w)
	for i, f := range faces {
		faces[i] = f.scaled(s, s)
	}
	return faces, nil
}

// inSource scales faces from pixels of a glance to pixels of the source.
func (o observer) inSource(faces []face) []face {
	w, _ := fitArea(o.w, o.h, glanceArea)
	s := float64(o.w) / float64(w)
	out := make([]face, len(faces))
	for i, f := range faces {
		out[i] = f.scaled(s*float64(o.video.Width)/float64(o.w), s*float64(o.video.Height)/float64(o.h))
	}
	return out
}
