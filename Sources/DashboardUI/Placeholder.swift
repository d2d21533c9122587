enum DashboardUIPlaceholder {}
