enum KubeModelPlaceholder {}
