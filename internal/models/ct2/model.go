package ct2

import (
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
