"""What a new process holds, in both languages: remarks for its author, and examples to write over."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A remark and the directive below it: ``options`` are lines of ``name: value``."""

    remark: str
    directive: str = ""
    title: str = ""
    options: str = ""
    body: str = ""


ENGLISH = (
    Part(
        remark="""Remarks like this one are not shown. Write over the examples, delete what you do not need.
        The header says what the process is for, where it starts and ends, and who answers for it.
        goal: with a number and a unit. target: the same as a time limit; the linter adds the steps up against it.
        status: draft, in-review, pilot, effective, under-revision, retired.
        Later, with the approval: effective, approved-by, approved-on (dates as 2026-01-31), last-reviewed.
        More: access, monitor, pilot, supersedes, based-on, calendar, lanes, orientation, engine, figures.""",
        directive="process",
        options="""number: SOP-XX-001
        version: 0.1
        status: draft
        owner: Head of department
        departments: Department A, Department B
        goal: Answer every request within 24 h of receipt
        target: 24 h
        start: A request arrives
        end: The applicant has the answer
        category: Daily work
        review-cycle: 6 months
        retention: 3 years
        tags: request""",
        body="Say in two or three sentences why there is this process and what it does not cover.",
    ),
    Part(
        remark="""A step is one piece of work of one role. Its title is a verb and an object.
        input and output: by the names that other steps use; none, if there is none. What comes from outside the company
        is registered once, with the directive external. deadline: an amount, a unit and the event it counts from.
        forms, systems: names of register entries become links. tools takes both, and manuals.
        Without "next" the flow goes on to the following step.""",
        directive="step",
        title="Receive the request",
        options="""id: receive
        role: Clerk
        backup: Second clerk
        input: none
        output: Registered request
        deadline: within 1 h of the arrival of the request
        forms: Request form
        systems: Ticket system
        key: yes""",
        body="Enter name, date and subject in the request form. A request without a subject goes back to its sender.",
    ),
    Part(
        remark="""A branch: next: TARGET [condition]; TARGET [condition]; TARGET
        TARGET is a step id, end, end [its name] or process:ID; the one without a condition is the way otherwise taken.
        decision: the question on the diamond. kind: task, approval, notify, wait, system, subprocess.
        escalate: ROLE after LIMIT says where overdue work goes. evidence: what proves that the step was done.
        accountable, consulted, informed: further roles. controls: names of controls below.""",
        directive="step",
        title="Check the request",
        options="""id: check
        role: Supervisor
        consulted: Clerk
        input: Registered request
        output: Decision
        deadline: within 4 h of registration
        systems: Ticket system
        kind: approval
        decision: Can the request be met?
        next: answer [it can]; end [rejected]
        controls: Two people decide
        evidence: Log of the ticket system
        escalate: Head of department after 8 h""",
        body="""Approve the request when all of these hold:

        - the form is complete
        - the amount is at most 5,000""",
    ),
    Part(
        remark="""Work side by side: on the step before, parallel: A; B starts both;
        on the step after, join: all waits for both (join: any for the first).
        formerly: ids that a step had before; old links go on working.""",
        directive="step",
        title="Answer the applicant",
        options="""id: answer
        role: Clerk
        informed: Head of department
        input: Decision
        output: Answer
        deadline: within 2 h of the decision
        systems: Ticket system""",
        body="Send the answer to the address on the request form and close the ticket.",
    ),
    Part(remark="Records say something of the process as a whole. First: what hurts today, and which step cures it."),
    Part(
        remark="pain-point: source, date, owner, step (ids).",
        directive="pain-point",
        title="Requests get lost",
        options="""source: count of last quarter
        step: receive""",
        body="7 of 120 requests were never answered.",
    ),
    Part(
        remark="exception: what goes wrong, who acts, by when, through which channel.",
        directive="exception",
        title="The ticket system is down",
        options="""trigger: no ticket can be opened for 10 min
        role: Clerk
        deadline: within 15 min
        channel: telephone
        action: keep a list on paper and enter it afterwards""",
    ),
    Part(
        remark="kpi: formula, source, target, unit, actual, measure, frequency, owner.",
        directive="kpi",
        title="Answered in time",
        options="""formula: requests answered within 24 h / all requests of the month
        source: Ticket system
        target: at least 95 %
        frequency: monthly""",
    ),
    Part(
        remark="control: a risk, and the step that guards against it.",
        directive="control",
        title="Two people decide",
        options="""risk: one person grants their own request
        owner: Head of department
        step: check
        evidence: Log of the ticket system""",
    ),
    Part(
        remark="training: role, goal, mode, material, date, duration. faq: a question and its answer.",
        directive="faq",
        title="What if the applicant cannot be reached?",
        body="Try 3 times on 2 days, then close the ticket with a remark.",
    ),
    Part(
        remark="""review (one a department), pilot, approval: add them when they take place.
        revision: one for each version, the newest first.""",
        directive="revision",
        title="0.1",
        options="""by: Clerk
        kind: substantive""",
        body="First draft.",
    ),
)

CHINESE = (
    Part(
        remark="""这样的注释不会显示在页面上。把示例改成自己的内容，用不到的删掉。
        流程头写清：为什么有这个流程，从哪里开始、到哪里结束，由谁负责。
        goal（目标）要有数字和单位；target（目标时限）是同一目标的时限，检查器会与各步骤时限之和比较。
        status（状态）：草稿、评审中、试点、正式发布、修订中、废止。
        审批之后再补：effective 生效日期、approved-by 审批人、approved-on 审批日期、
        last-reviewed 上次复盘（日期写成 2026-01-31）。
        还可以写：access 查阅权限、monitor 监控、pilot 试点范围、supersedes 替代、based-on 依据、
        calendar 日历、lanes 泳道、orientation 方向、engine 引擎、figures 实测。""",
        directive="process",
        options="""number: SOP-XX-001
        version: 0.1
        status: 草稿
        owner: 部门经理
        departments: 甲部门、乙部门
        goal: 收到申请后24小时内答复
        target: 24小时
        start: 收到申请
        end: 申请人收到答复
        category: 日常业务
        review-cycle: 6个月
        retention: 3年
        tags: 申请""",
        body="用两三句话说明本流程的目的，以及不适用的情形。",
    ),
    Part(
        remark="""一个步骤是一个岗位的一件工作，标题用“动词+对象”。
        input（输入要求）、output（输出要求）：用其他步骤里同样的名称，没有的写“无”；
        来自公司外部的输入用 external 登记一次。
        deadline（时间节点）：数值、单位和起算的事件。
        forms（表单）、systems（系统）：登记册里有的名称会变成链接；tools（相关表单/工具）可以混写，也可以写手册。
        不写 next（下一步）时，流程走到下面的步骤。""",
        directive="step",
        title="登记申请",
        options="""id: receive
        role: 业务专员
        backup: 业务主管
        input: 无
        output: 已登记的申请
        deadline: 收到申请后1小时内
        forms: 《申请登记表》
        systems: 工单系统
        key: 是""",
        body="在《申请登记表》中填写申请人、日期和事由。没有写明事由的，退回申请人补充。",
    ),
    Part(
        remark="""分支：next: 去向 [条件]; 去向 [条件]; 去向
        去向是步骤标识、end、end [结果名称] 或 process:流程标识；不带条件的是其余情况的去向。
        decision（判断）：菱形上的问题。kind（步骤类型）：任务、审批、通知、等待、系统、子流程。
        escalate（超时升级）：岗位 超过 时限。evidence（证据）：用什么证明做过。
        accountable 问责岗位、consulted 咨询岗位、informed 知会岗位。controls（控制点）：下面控制点的名称。""",
        directive="step",
        title="审核申请",
        options="""id: check
        role: 业务主管
        consulted: 业务专员
        input: 已登记的申请
        output: 审核意见
        deadline: 登记申请后4小时内
        systems: 工单系统
        kind: 审批
        decision: 申请是否符合条件？
        next: answer [符合]; end [不符合]
        controls: 登记与审核分离
        evidence: 工单系统的操作日志
        escalate: 部门经理 超过 8小时""",
        body="""同时符合以下条件的，审核通过：

        - 《申请登记表》的各项已填写完整
        - 金额不超过5000元""",
    ),
    Part(
        remark="""并行：在前一步写 parallel: 步骤甲; 步骤乙，两步同时开始；
        在后一步写 join: 全部，等两步都完成（join: 任一 只等先完成的）。
        formerly（曾用标识）：步骤以前的标识，旧链接继续有效。""",
        directive="step",
        title="答复申请人",
        options="""id: answer
        role: 业务专员
        informed: 部门经理
        input: 审核意见
        output: 答复
        deadline: 审核申请后2小时内
        systems: 工单系统""",
        body="将答复发送到登记的邮箱，并关闭工单。",
    ),
    Part(remark="以下是整个流程的记录。先写痛点：现在的问题，由哪个步骤解决。"),
    Part(
        remark="pain-point（痛点）：source 来源、date 日期、owner 负责人、step 步骤（标识）。",
        directive="pain-point",
        title="申请遗漏",
        options="""source: 上季度统计
        step: receive""",
        body="120份申请中有7份没有答复。",
    ),
    Part(
        remark="exception（异常处理）：什么情况、由谁、多久之内、通过什么渠道处理。",
        directive="exception",
        title="工单系统停机",
        options="""trigger: 连续10分钟无法新建工单
        role: 业务专员
        deadline: 15分钟内
        channel: 电话
        action: 先用纸质登记，恢复后补录""",
    ),
    Part(
        remark="""kpi（指标）：formula 公式、source 来源、target 目标、unit 单位、
        actual 实际值、measure 实测指标、frequency 频率、owner 负责人。""",
        directive="kpi",
        title="按时答复率",
        options="""formula: 24小时内答复的申请数÷当月申请总数
        source: 工单系统
        target: 不低于95%
        frequency: 每月""",
    ),
    Part(
        remark="control（控制点）：一项风险，以及防范它的步骤。",
        directive="control",
        title="登记与审核分离",
        options="""risk: 一人既登记又审核自己的申请
        owner: 部门经理
        step: check
        evidence: 工单系统的操作日志""",
    ),
    Part(
        remark="""training（培训）：role 岗位、goal 目标、mode 方式、material 材料、date 日期、duration 时长。
        faq（常见问题）：问题和答案。""",
        directive="faq",
        title="联系不到申请人怎么办？",
        body="2天内联系3次，仍联系不到的，备注后关闭工单。",
    ),
    Part(
        remark="""review（评审，每个部门一条）、pilot（试点）、approval（审批）：发生时再加。
        revision（修订）：每个版本一条，新的在前。""",
        directive="revision",
        title="0.1",
        options="""by: 业务专员
        kind: 实质""",
        body="初稿。",
    ),
)
