"""The example bots, run as their READMEs say."""
