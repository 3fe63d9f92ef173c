package ct2

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// What an honest file stays under; large-v3 has about 1300 variables.
const (
	maxVariables  = 100_000
	maxNameLength = 1024
	maxRank       = 8
)

// ErrForeign is wrapped by the error for a file that is no CTranslate2 Whisper
// model of the version read here.
var ErrForeign = errors.New("not a CTranslate2 Whisper model")

// Variable is one entry of the table.
type Variable struct {
	Name string
	Dims []int
	Type Type

	offset int64
}

// Len returns how many numbers the variable holds.
func (v Variable) Len() int {
	n := 1
	for _, d := range v.Dims {
		n *= d
	}
	return n
}

// Model is an opened file. It holds the table, not the data.
type Model struct {
	r         io.ReaderAt
	variables map[string]Variable
	aliases   map[string]string
}

// Open reads the table of a file of size bytes and checks that every variable
// lies inside the file and that nothing follows the table. Memory is bounded by
// the limits on counts and names, whatever the file says of its sizes.
func Open(r io.ReaderAt, size int64) (*Model, error) {
	c := &cursor{r: r, size: size}
	if err := c.header(); err != nil {
		return nil, err
	}
	m := &Model{r: r, variables: map[string]Variable{}, aliases: map[string]string{}}
	if err := m.readVariables(c); err != nil {
		return nil, err
	}
	if err := m.readAliases(c); err != nil {
		return nil, err
	}
	if c.offset != size {
		return nil, fmt.Errorf("%d bytes follow the last variable: the file is damaged", size-c.offset)
	}
	return m, nil
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

func (m *Model) readVariables(c *cursor) error {
	n, err := c.u32()
	if err != nil {
		return err
	}
	if n > maxVariables {
		return fmt.Errorf("%d variables: the file is damaged", n)
	}
	for range n {
		v, err := c.variable()
		if err != nil {
			return err
		}
		if _, twice := m.variables[v.Name]; twice {
			return fmt.Errorf("variable %s stands in it twice: the file is damaged", v.Name)
		}
		m.variables[v.Name] = v
	}
	return nil
}

func (m *Model) readAliases(c *cursor) error {
	n, err := c.u32()
	if err != nil {
		return err
	}
	if n > maxVariables {
		return fmt.Errorf("%d aliases: the file is damaged", n)
	}
	for range n {
		name, err := c.text()
		if err != nil {
			return err
		}
		of, err := c.text()
		if err != nil {
			return err
		}
		if _, ok := m.variables[of]; !ok {
			return fmt.Errorf("alias %s names %s, which is missing", name, of)
		}
		m.aliases[name] = of
	}
	return nil
}

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
