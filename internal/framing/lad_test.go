package framing

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize/convex/lp"
)

func absoluteSum(rows []row, x []float64) float64 {
	sum := 0.0
	for _, r := range rows {
		v := -r.b
		for k, c := range r.coef {
			if c != 0 {
				v += c * x[r.at+k]
			}
		}
		sum += math.Abs(v)
	}
	return sum
}

func TestLeastAbsoluteIsTheMedian(t *testing.T) {
	var rows []row
	for _, v := range []float64{1, 2, 3, 50, 100} {
		rows = append(rows, row{0, [4]float64{1}, v})
	}
	if x := leastAbsolute(rows, 1); math.Abs(x[0]-3) > 1e-6 {
		t.Errorf("x = %v, want the median 3", x)
	}
}

// The same problem as a linear program of the standard form, solved by gonum's
// simplex method: x = p - n, |residual| = s + t.
func simplex(t *testing.T, rows []row, n int) float64 {
	t.Helper()
	m := len(rows)
	a := mat.NewDense(m, 2*n+2*m, nil)
	b := make([]float64, m)
	c := make([]float64, 2*n+2*m)
	for i, r := range rows {
		for k, v := range r.coef {
			if v != 0 {
				a.Set(i, r.at+k, v)
				a.Set(i, n+r.at+k, -v)
			}
		}
		a.Set(i, 2*n+i, -1)
		a.Set(i, 2*n+m+i, 1)
		c[2*n+i], c[2*n+m+i] = 1, 1
		b[i] = r.b
	}
	got, _, err := lp.Simplex(c, a, b, 1e-10, nil)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestLeastAbsoluteAgainstSimplex(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 20 {
		const n = 8
		var rows []row
		for i := range n {
			rows = append(rows, row{i, [4]float64{1}, r.NormFloat64()}, row{i, [4]float64{0.5}, r.NormFloat64()})
		}
		for i := range n - 3 {
			rows = append(rows, row{i, [4]float64{r.NormFloat64(), r.NormFloat64(), r.NormFloat64(), r.NormFloat64()}, r.NormFloat64()})
		}
		x := leastAbsolute(rows, n)
		got, want := absoluteSum(rows, x), simplex(t, rows, n)
		if math.Abs(got-want) > 1e-6*want {
			t.Errorf("sum of absolute values %v, the simplex method reaches %v", got, want)
		}
	}
}
