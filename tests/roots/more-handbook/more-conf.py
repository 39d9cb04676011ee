version = release = "2026.12"
procstd_today = "2026-12-01"
procstd_report_problem = "mailto:sop@x.example?subject={process}%20V{version}%20{step_title}&body={url}"
procstd_downloads = ["xlsx", "docx", "bpmn"]
procstd_blank_forms = ["xlsx"]
procstd_catalogue = True
procstd_figures_max_age = -1
procstd_figures = {
    "warranty": {
        "log": "figures/warranty.csv",
        "time_zone": "Asia/Shanghai",
        "satisfied": 4,
        "calendar": {"days": "mon-fri", "hours": "08:30-17:30", "country": "CN"},
    },
}
procstd_baseline = "releases/last.json"
