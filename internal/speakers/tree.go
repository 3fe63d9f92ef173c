package speakers

import "math"

// node is a cluster with the two that it was joined of.
type node struct {
	leaf
	left, right *node // nil of a leaf
	similarity  float64
}

// grow makes the tree of the joins of at least one leaf.
func grow(leaves []leaf, joins []join) *node {
	of := make([]*node, len(leaves)) // the cluster that a leaf is the root of
	parent := make([]int, len(leaves))
	for i, l := range leaves {
		of[i], parent[i] = &node{leaf: l}, i
	}
	root := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	top := of[0]
	for _, j := range joins {
		a, b := root(j.a), root(j.b)
		top = &node{leaf: of[a].with(of[b].leaf), left: of[a], right: of[b], similarity: float64(j.similarity)}
		parent[b], of[a] = a, top
	}
	return top
}

func (l leaf) with(other leaf) leaf {
	sum := make([]float32, len(l.sum))
	add(sum, l.sum)
	add(sum, other.sum)
	return leaf{sum, l.weight + other.weight}
}

// cosine is between the directions of two clusters.
func (l leaf) cosine(other leaf) float64 {
	return float64(dot(l.sum, other.sum)) / math.Sqrt(float64(dot(l.sum, l.sum))*float64(dot(other.sum, other.sum)))
}

// people are the clusters of at least the floor's weight under a node that are
// different people. What is less than that and unlike all is nobody.
func (n *node) people(floor float64) []leaf {
	if n.left == nil {
		return []leaf{n.leaf}
	}
	switch left, right := n.left.weight >= floor, n.right.weight >= floor; {
	case left && right:
		l, r := n.left.people(floor), n.right.people(floor)
		if len(l)+len(r) > 2 || n.similarity < alike || different(n.left.leaf, n.right.leaf) {
			return append(l, r...)
		}
	case left:
		if p := n.left.people(floor); len(p) > 1 || n.similarity < alike {
			return p
		}
	case right:
		if p := n.right.people(floor); len(p) > 1 || n.similarity < alike {
			return p
		}
	}
	return []leaf{n.leaf}
}

// Clusters of little sound are alike only roughly even when they are one person;
// of much sound the same voice comes out nearly the same.
const (
	littleSound, littleSame = 4.0, 0.74 // windows, cosine
	muchSound, muchSame     = 30.0, 0.89
)

// different tells whether two clusters are two people.
func different(a, b leaf) bool {
	part := (min(a.weight, b.weight) - littleSound) / (muchSound - littleSound)
	return a.cosine(b) < littleSame+(muchSame-littleSame)*min(1, max(0, part))
}
