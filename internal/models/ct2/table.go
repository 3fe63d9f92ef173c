package ct2

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// cursor reads the table, passing over the data.
type cursor struct {
	r      io.ReaderAt
	size   int64
	offset int64
	buf    *bufio.Reader
}

func (c *cursor) read(b []byte) error {
	if c.buf == nil {
		c.buf = bufio.NewReaderSize(io.NewSectionReader(c.r, c.offset, c.size-c.offset), 512)
	}
	n, err := io.ReadFull(c.buf, b)
	c.offset += int64(n)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("the file ends after %d bytes, in the middle of its table: it was cut short", c.size)
	}
	return err
}

func (c *cursor) skip(n int64) {
	c.offset += n
	c.buf = nil
}

func (c *cursor) u32() (uint32, error) {
	var b [4]byte
	err := c.read(b[:])
	return binary.LittleEndian.Uint32(b[:]), err
}

func (c *cursor) text() (string, error) {
	var b [2]byte
	if err := c.read(b[:]); err != nil {
		return "", err
	}
	n := int(binary.LittleEndian.Uint16(b[:]))
	if n == 0 || n > maxNameLength {
		return "", fmt.Errorf("a name of %d bytes at byte %d: the file is damaged", n, c.offset)
	}
	name := make([]byte, n)
	if err := c.read(name); err != nil {
		return "", err
	}
	if name[n-1] != 0 {
		return "", fmt.Errorf("a name without its end at byte %d: the file is damaged", c.offset)
	}
	return string(name[:n-1]), nil
}

func (c *cursor) variable() (Variable, error) {
	name, err := c.text()
	if err != nil {
		return Variable{}, err
	}
	v := Variable{Name: name}
	var b [1]byte
	if err := c.read(b[:]); err != nil {
		return v, err
	}
	if b[0] > maxRank {
		return v, fmt.Errorf("%s has %d dimensions: the file is damaged", name, b[0])
	}
	count := uint64(1)
	for range b[0] {
		d, err := c.u32()
		if err != nil {
			return v, err
		}
		v.Dims = append(v.Dims, int(d))
		if count *= uint64(d); count == 0 || count > 1<<32 {
			return v, fmt.Errorf("%s has a shape of %v: the file is damaged", name, v.Dims)
		}
	}
	if err := c.read(b[:]); err != nil {
		return v, err
	}
	v.Type = Type(b[0])
	bytes, err := c.u32()
	if err != nil {
		return v, err
	}
	if v.Type.Size() == 0 || count*uint64(v.Type.Size()) != uint64(bytes) {
		return v, fmt.Errorf("%s is %v of %v in %d bytes: the file is damaged", name, v.Dims, v.Type, bytes)
	}
	if int64(bytes) > c.size-c.offset {
		return v, fmt.Errorf("the file ends %d bytes early, in %s: it was cut short", int64(bytes)-(c.size-c.offset), name)
	}
	v.offset = c.offset
	c.skip(int64(bytes))
	return v, nil
}

func (c *cursor) header() error {
	version, err := c.u32()
	if err != nil {
		return fmt.Errorf("%w: %w", ErrForeign, err)
	}
	if version != 6 {
		return fmt.Errorf("%w: it begins with %d, not with format version 6", ErrForeign, version)
	}
	spec, err := c.text()
	if err != nil {
		return fmt.Errorf("%w: %w", ErrForeign, err)
	}
	revision, err := c.u32()
	if err != nil {
		return err
	}
	if spec != "WhisperSpec" || revision != 3 {
		return fmt.Errorf("%w: it is a %q of revision %d, and WhisperSpec of revision 3 is needed", ErrForeign, spec, revision)
	}
	return nil
}
