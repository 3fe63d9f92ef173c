package models

// runtimePack is ONNX Runtime's library for a platform; it has no files where
// there is none.
func runtimePack(os, arch string) pack {
	p := pack{name: Runtime, about: "ONNX Runtime"}
	var library taken
	switch os + "/" + arch {
	case "linux/amd64":
		p.platform = "manylinux_2_28_x86_64"
		p.wheels = []wheel{{"onnxruntime", "1.32.0", "onnxruntime-1.32.0-cp312-cp312-manylinux_2_28_x86_64.whl", 27780211, "99e1074c4b2197accd5073052a465361be17b89c093b8ffb6e6bd8f986c52df8"}}
		library = taken{"libonnxruntime.so.1.32.0", 34824680, "6c1585d1bbf45b0712ea4a21b705c5fcb4ba04ff2e30f1fbf81a49faf658638f",
			[]member{{0, "onnxruntime/capi/libonnxruntime.so.1.32.0"}}}
	case "linux/arm64":
		p.platform = "manylinux_2_28_aarch64"
		p.wheels = []wheel{{"onnxruntime", "1.32.0", "onnxruntime-1.32.0-cp312-cp312-manylinux_2_28_aarch64.whl", 23196724, "e36c187006e7a7c8b8d6d57f1a209dd63f52430dca6c282b177718ad6b841054"}}
		library = taken{"libonnxruntime.so.1.32.0", 27165936, "49852228a93995158b2a813d4df487d47a1b76b0eaa894507ef49e91b6d7954a",
			[]member{{0, "onnxruntime/capi/libonnxruntime.so.1.32.0"}}}
	case "darwin/arm64":
		p.platform = "macosx_14_0_arm64"
		p.wheels = []wheel{{"onnxruntime", "1.32.0", "onnxruntime-1.32.0-cp312-cp312-macosx_14_0_arm64.whl", 22519308, "d52510bbbcc880c13b826f7d75cdf33ac5cf0bb864d960000fc29ce73f0cb83e"}}
		library = taken{"libonnxruntime.1.32.0.dylib", 35272344, "fa585fabbea65b823b9a8f7e27d46aee3989d1be7e36b528203d3a1fd613aae7",
			[]member{{0, "onnxruntime/capi/libonnxruntime.1.32.0.dylib"}}}
	default:
		return p
	}
	p.taken = []taken{library}
	p.files = []file{{"runtime/" + library.name, library.size, library.sha256}}
	return p
}
