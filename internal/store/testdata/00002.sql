INSERT INTO sources (id, workspace_id, sha256, bytes, mime, object, info, created_at, used_at) VALUES ('src_1', 'ws_1', 'aa', 1000, 'video/mp4', 'ws_1/sources/src_1/file', '{"duration":61.25}', 1795435200000, 1795435201000);
INSERT INTO assets (id, workspace_id, source_id, name, created_at) VALUES ('asset_1', 'ws_1', 'src_1', 'talk.mp4', 1795435200000);
