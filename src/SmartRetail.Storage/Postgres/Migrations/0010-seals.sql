-- What is signed of an artifact. Artifacts from before it have none, and are refused: they are trained anew.

ALTER TABLE model_artifact ADD COLUMN seal bytea;
