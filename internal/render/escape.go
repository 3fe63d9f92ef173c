package render

import "strings"

// escape writes a path so that it can stand as the value of an option in a
// filter graph, whatever characters it holds: once for the option, once more
// for the graph (ffmpeg-filters(1), "Notes on filtergraph escaping").
func escape(path string) string {
	option := strings.NewReplacer(`\`, `\\`, `'`, `\'`, `:`, `\:`)
	graph := strings.NewReplacer(`\`, `\\`, `'`, `\'`, `[`, `\[`, `]`, `\]`, `,`, `\,`, `;`, `\;`)
	return graph.Replace(option.Replace(path))
}
