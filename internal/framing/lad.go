package framing

import "math"

// row is one term |coef·x[at:at+4] - b| of a least-absolute-deviations problem.
type row struct {
	at   int // of the first unknown; trailing coefficients may be 0 past the end
	coef [4]float64
	b    float64
}

// leastAbsolute is the x of n unknowns that minimises the sum of the rows'
// absolute values. It is the Frisch-Newton interior-point method (Portnoy and
// Koenker, "The Gaussian Hare and the Laplacian Tortoise", Statistical Science
// 1997) with Mehrotra's corrector; each row touches four neighbouring unknowns
// at most, so the normal equations are banded and a step costs O(rows).
func leastAbsolute(rows []row, n int) []float64 {
	m := len(rows)
	s := ladState{
		rows: rows, n: n,
		u: make([]float64, m), v: make([]float64, m),
		z: make([]float64, m), w: make([]float64, m),
		q: make([]float64, m), r: make([]float64, m),
		half: make([]float64, n),
	}
	for i := range rows {
		s.u[i], s.v[i], s.q[i] = 0.5, 0.5, 1
	}
	s.half = s.transposed(s.u)
	s.start()
	const iterations, tolerance = 60, 1e-9
	for range iterations {
		if s.gap() < tolerance*float64(m) {
			break
		}
		s.step()
	}
	x := make([]float64, n)
	for i, y := range s.y {
		x[i] = -y
	}
	return x
}

// ladState is a point of the interior: u is the dual variable scaled to (0, 1),
// v = 1 - u, and z, w their own duals; y is minus the solution.
type ladState struct {
	rows       []row
	n          int
	u, v, z, w []float64
	q, r       []float64
	y, half    []float64
}

func (s *ladState) product(y []float64) []float64 {
	out := make([]float64, len(s.rows))
	for i, r := range s.rows {
		for k, c := range r.coef {
			if c != 0 {
				out[i] += c * y[r.at+k]
			}
		}
	}
	return out
}

func (s *ladState) transposed(d []float64) []float64 {
	out := make([]float64, s.n)
	for i, r := range s.rows {
		for k, c := range r.coef {
			if c != 0 {
				out[r.at+k] += c * d[i]
			}
		}
	}
	return out
}

// start takes the least-squares solution.
func (s *ladState) start() {
	b := make([]float64, len(s.rows))
	for i, r := range s.rows {
		b[i] = -r.b
	}
	s.y = s.factor().solve(s.transposed(b))
	fit := s.product(s.y)
	for i := range b {
		rest := b[i] - fit[i]
		const inside = 1e-3
		s.z[i] = max(rest, 0) + inside
		s.w[i] = s.z[i] - rest
	}
}

// gap is the distance between the primal and the dual objective.
func (s *ladState) gap() float64 { return dot(s.u, s.z) + dot(s.v, s.w) }

func (s *ladState) step() {
	m := len(s.rows)
	for i := range m {
		s.q[i] = 1 / (s.z[i]/s.u[i] + s.w[i]/s.v[i])
		s.r[i] = s.z[i] - s.w[i]
	}
	chol := s.factor()
	target := make([]float64, m)
	for i := range m {
		target[i] = s.q[i] * s.r[i]
	}
	base := s.transposed(s.u)
	push := s.transposed(target)
	for i := range base {
		base[i] = s.half[i] - base[i] + push[i]
	}
	dy := chol.solve(base)
	fit := s.product(dy)
	du, dz, dw := make([]float64, m), make([]float64, m), make([]float64, m)
	for i := range m {
		du[i] = s.q[i] * (fit[i] - s.r[i])
		dz[i] = -s.z[i] * (1 + du[i]/s.u[i])
		dw[i] = -s.w[i] * (1 - du[i]/s.v[i])
	}
	primal, dual := s.lengths(du, dz, dw)
	if min(primal, dual) < 1 {
		dy = s.correct(chol, base, du, dz, dw, primal, dual)
		primal, dual = s.lengths(du, dz, dw)
	}
	for i := range m {
		s.u[i] += primal * du[i]
		s.v[i] -= primal * du[i]
		s.z[i] += dual * dz[i]
		s.w[i] += dual * dw[i]
	}
	for i := range s.y {
		s.y[i] += dual * dy[i]
	}
}

// correct replaces the affine step by Mehrotra's centred one.
func (s *ladState) correct(chol banded, base, du, dz, dw []float64, primal, dual float64) []float64 {
	m := len(s.rows)
	mu, ahead := s.gap(), 0.0
	for i := range m {
		ahead += (s.z[i]+dual*dz[i])*(s.u[i]+primal*du[i]) + (s.w[i]+dual*dw[i])*(s.v[i]-primal*du[i])
	}
	mu *= math.Pow(ahead/mu, 3) / float64(2*m)
	second := make([]float64, m)
	term := make([]float64, m)
	for i := range m {
		uz, vw := du[i]*dz[i], -du[i]*dw[i]
		second[i] = uz/s.u[i] - vw/s.v[i] - mu*(1/s.u[i]-1/s.v[i])
		term[i] = s.q[i] * second[i]
	}
	rhs := s.transposed(term)
	for i := range rhs {
		rhs[i] += base[i]
	}
	dy := chol.solve(rhs)
	fit := s.product(dy)
	for i := range m {
		uz, vw := du[i]*dz[i], -du[i]*dw[i]
		du[i] = s.q[i] * (fit[i] - s.r[i] - second[i])
		dz[i] = mu/s.u[i] - s.z[i] - s.z[i]*du[i]/s.u[i] - uz/s.u[i]
		dw[i] = mu/s.v[i] - s.w[i] + s.w[i]*du[i]/s.v[i] - vw/s.v[i]
	}
	return dy
}

// lengths are the longest steps that stay inside.
func (s *ladState) lengths(du, dz, dw []float64) (primal, dual float64) {
	primal, dual = math.Inf(1), math.Inf(1)
	for i := range s.rows {
		switch {
		case du[i] < 0:
			primal = min(primal, -s.u[i]/du[i])
		case du[i] > 0:
			primal = min(primal, s.v[i]/du[i])
		}
		if dz[i] < 0 {
			dual = min(dual, -s.z[i]/dz[i])
		}
		if dw[i] < 0 {
			dual = min(dual, -s.w[i]/dw[i])
		}
	}
	const short = 0.99995
	return min(1, short*primal), min(1, short*dual)
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i, v := range a {
		sum += v * b[i]
	}
	return sum
}

// banded is the Cholesky factor of a symmetric matrix with three diagonals
// below the main one: l[i][k] stands at row i, column i-k.
type banded [][4]float64

// factor is that of the normal equations A' diag(q) A.
func (s *ladState) factor() banded {
	l := make(banded, s.n)
	for i, r := range s.rows {
		for a, ca := range r.coef {
			for b := 0; b <= a; b++ {
				if c := ca * r.coef[b]; c != 0 {
					l[r.at+a][a-b] += s.q[i] * c
				}
			}
		}
	}
	for i := range l {
		for k := min(3, i); k >= 0; k-- {
			j := i - k
			sum := l[i][k]
			for p := max(0, i-3); p < j; p++ {
				if j-p <= 3 {
					sum -= l[i][i-p] * l[j][j-p]
				}
			}
			if k > 0 {
				l[i][k] = sum / l[j][0]
				continue
			}
			const least = 1e-12
			l[i][0] = math.Sqrt(max(sum, least))
		}
	}
	return l
}

func (l banded) solve(b []float64) []float64 {
	x := append([]float64(nil), b...)
	for i := range x {
		for k := 1; k <= min(3, i); k++ {
			x[i] -= l[i][k] * x[i-k]
		}
		x[i] /= l[i][0]
	}
	for i := len(x) - 1; i >= 0; i-- {
		for k := 1; k <= min(3, len(x)-1-i); k++ {
			x[i] -= l[i+k][k] * x[i+k]
		}
		x[i] /= l[i][0]
	}
	return x
}
