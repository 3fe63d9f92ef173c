package media

import "io"

// Pictures takes raw pictures of size bytes each as ffmpeg writes them, and
// hands the n-th to each. The slice is reused after each returns; an error ends
// writing and is returned.
func Pictures(size int, each func(n int, pix []byte) error) io.Writer {
	return &pictures{each: each, pix: make([]byte, 0, size)}
}

type pictures struct {
	each func(n int, pix []byte) error
	n    int
	pix  []byte
}

func (p *pictures) Write(b []byte) (int, error) {
	total := len(b)
	for len(b) > 0 {
		n := min(cap(p.pix)-len(p.pix), len(b))
		p.pix = append(p.pix, b[:n]...)
		b = b[n:]
		if len(p.pix) < cap(p.pix) {
			break
		}
		if err := p.each(p.n, p.pix); err != nil {
			return total - len(b), err
		}
		p.n++
		p.pix = p.pix[:0]
	}
	return total, nil
}
