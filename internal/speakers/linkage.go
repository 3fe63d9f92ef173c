package speakers

import "slices"

// leaf is one vector, or several that stay together.
type leaf struct {
	sum    []float32 // of vectors of length 1
	weight float64   // how many
}

// join is two clusters of leaves becoming one, each named by any of its leaves.
type join struct {
	a, b       int
	similarity float32 // mean over the pairs of their vectors
}

// link joins the leaves by average linkage over the products of their vectors,
// which are cosines, along nearest-neighbour chains (Murtagh 1983). The joins
// come in order of falling similarity; the first n make the clusters of every
// similarity down to that of the last. It takes time and memory of the square of
// the leaves.
func link(leaves []leaf) []join {
	n := len(leaves)
	like := similarities(leaves)
	weight, alive := make([]float64, n), make([]bool, n)
	for i, l := range leaves {
		weight[i], alive[i] = l.weight, true
	}
	var joins []join
	var chain []int
	for len(joins) < n-1 {
		if len(chain) == 0 {
			chain = append(chain, slices.Index(alive, true))
		}
		top, near := chain[len(chain)-1], -1
		row := like[top*n : (top+1)*n]
		if len(chain) > 1 { // first, so that ties end the chain
			near = chain[len(chain)-2]
		}
		for j := range n {
			if alive[j] && j != top && (near < 0 || row[j] > row[near]) {
				near = j
			}
		}
		if len(chain) < 2 || near != chain[len(chain)-2] {
			chain = append(chain, near)
			continue
		}
		chain = chain[:len(chain)-2]
		joins = append(joins, join{top, near, row[near]})
		total := weight[top] + weight[near]
		for j := range n {
			if alive[j] && j != top && j != near {
				v := float32((weight[top]*float64(row[j]) + weight[near]*float64(like[near*n+j])) / total)
				row[j], like[j*n+top] = v, v
			}
		}
		weight[top], alive[near] = total, false
	}
	slices.SortStableFunc(joins, func(x, y join) int {
		switch {
		case x.similarity > y.similarity:
			return -1
		case x.similarity < y.similarity:
			return 1
		}
		return 0
	})
	return joins
}

// similarities are the mean products of every two leaves [n, n].
func similarities(leaves []leaf) []float32 {
	n := len(leaves)
	like := make([]float32, n*n)
	for i := range n {
		for j := range i {
			v := dot(leaves[i].sum, leaves[j].sum) / float32(leaves[i].weight*leaves[j].weight)
			like[i*n+j], like[j*n+i] = v, v
		}
	}
	return like
}

// groups numbers the clusters that joins make of n leaves: for each leaf its
// cluster, from 0 in order of the first leaf.
func groups(n int, joins []join) (of []int, count int) {
	parent := make([]int, n)
	for i := range parent {
		parent[i] = i
	}
	root := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	for _, j := range joins {
		parent[root(j.a)] = root(j.b)
	}
	number := map[int]int{}
	of = make([]int, n)
	for i := range of {
		r := root(i)
		if _, known := number[r]; !known {
			number[r] = len(number)
		}
		of[i] = number[r]
	}
	return of, len(number)
}
