package ct2

import (
	"bufio"
	"fmt"
	"io"
	"math"
)

// Variable finds a variable by its name or by an alias.
func (m *Model) Variable(name string) (Variable, bool) {
	if of, ok := m.aliases[name]; ok {
		name = of
	}
	v, ok := m.variables[name]
	return v, ok
}

// Scalar returns the value of a variable of one number, such as a count of
// heads.
func (m *Model) Scalar(name string) (float64, error) {
	v, ok := m.Variable(name)
	if !ok {
		return 0, fmt.Errorf("variable %s is missing", name)
	}
	if v.Len() != 1 {
		return 0, fmt.Errorf("%s is %v, not one number", name, v.Dims)
	}
	all, err := m.Floats(name)
	if err != nil {
		return 0, err
	}
	return float64(all[0]), nil
}

// RowScales returns, for a variable of int8, what each row was multiplied with
// (127 / the greatest magnitude of the row), and nil for any other type.
func (m *Model) RowScales(name string) ([]float32, error) {
	v, ok := m.Variable(name)
	if !ok || v.Type != Int8 || len(v.Dims) < 2 {
		return nil, nil
	}
	scale, ok := m.Variable(v.Name + "_scale")
	if !ok || scale.Type == Int8 || scale.Len() != v.Dims[0] {
		return nil, fmt.Errorf("%s is int8 and %s_scale is not one number a row", name, name)
	}
	scales, err := m.Floats(scale.Name)
	if err != nil {
		return nil, err
	}
	for i, s := range scales {
		if !(s > 0) {
			return nil, fmt.Errorf("%s_scale: row %d has %v", name, i, s)
		}
	}
	return scales, nil
}

// Floats returns all of a variable. Use [Model.Rows] for the large ones.
func (m *Model) Floats(name string) ([]float32, error) {
	v, ok := m.Variable(name)
	if !ok {
		return nil, fmt.Errorf("variable %s is missing", name)
	}
	all := make([]float32, 0, v.Len())
	err := m.Rows(name, func(row []float32) error {
		all = append(all, row...)
		return nil
	})
	return all, err
}

// Rows calls each with every row (the numbers under one index of the first
// dimension) as float32, int8 divided by its scale. The slice is used again
// for the next row. A number that is not finite is an error.
func (m *Model) Rows(name string, each func(row []float32) error) error {
	v, ok := m.Variable(name)
	if !ok {
		return fmt.Errorf("variable %s is missing", name)
	}
	rows, width := 1, v.Len()
	if len(v.Dims) > 1 {
		rows, width = v.Dims[0], width/v.Dims[0]
	}
	scales, err := m.RowScales(name)
	if err != nil {
		return err
	}
	data := bufio.NewReaderSize(io.NewSectionReader(m.r, v.offset, int64(v.Len()*v.Type.Size())), 256<<10)
	row, raw := make([]float32, width), make([]byte, width*v.Type.Size())
	for i := range rows {
		if _, err := io.ReadFull(data, raw); err != nil {
			return fmt.Errorf("reading %s: %w", v.Name, err)
		}
		v.Type.decode(raw, row)
		for j, x := range row {
			if math.Float32bits(x)&0x7f800000 == 0x7f800000 {
				return fmt.Errorf("%s holds %v: the file is damaged", v.Name, x)
			}
			if scales != nil {
				row[j] = x / scales[i]
			}
		}
		if err := each(row); err != nil {
			return err
		}
	}
	return nil
}
