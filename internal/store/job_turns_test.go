package store

import (
	"maps"
	"slices"
	"testing"
	"time"
)

func TestTurns(t *testing.T) {
	queued := func(turn, created int, id string) waiting {
		return waiting{id: id, created: time.Unix(int64(created), 0), turn: turn}
	}
	jobs := []waiting{queued(2, 1, "a2"), queued(1, 0, "a1"), queued(0, 9, "b0"), queued(1, 10, "b1"), queued(0, 8, "c0"), queued(0, 8, "d0")}
	order := []string{"c0", "d0", "b0", "a1", "b1", "a2"}
	for n, want := range map[int][]string{-1: nil, 0: nil, 2: order[:2], 6: order, 99: order} {
		var got []string
		for _, j := range turns(slices.Clone(jobs), n) {
			got = append(got, j.id)
		}
		if !slices.Equal(got, want) {
			t.Errorf("the next %d are %v, want %v", n, got, want)
		}
	}
}

func TestRoom(t *testing.T) {
	busy, idle, full := workspaceLoad{"busy", Load{50, 1}}, workspaceLoad{"idle", Load{1, 0}}, workspaceLoad{"full", Load{5, 3}}
	loads := []workspaceLoad{busy, idle, full}
	for limits, want := range map[Limits]map[workspaceLoad]int{
		{Workspace: 3, Total: 99}: {busy: 2, idle: 1},
		{Workspace: 9, Total: 5}:  {busy: 1, idle: 1, full: 1},
		{Workspace: 9, Total: 4}:  {},
		{Workspace: 9, Total: 2}:  {}, // the limit was lowered
		{Workspace: 1, Total: 99}: {idle: 1},
	} {
		if got := room(loads, limits); !maps.Equal(got, want) {
			t.Errorf("with %+v there is room for %v, want %v", limits, got, want)
		}
	}
}
