package telemetry

// Metrics are the counters of one process.
type Metrics struct{}
